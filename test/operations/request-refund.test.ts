import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../typings/api';
import { soldShop } from '../support/memory-refunds';
import { buyerA, buyerB, data, operator, refusedWith, secondOperator } from '../support/memory-shop';

let desk: Awaited<ReturnType<typeof soldShop>>;
beforeEach(async () => {
  desk = await soldShop();
});

describe('[T31] a buyer who asks for his money', () => {
  test('has it reserved at once, and waits for the shop', async () => {
    const { refund } = data<'requestRefund'>(await desk.ask({ amount: 500 }));
    expect(refund).toEqual({
      outRefundNo: expect.stringMatching(/^R[0-9A-HJKMNP-TV-Z]{40}$/),
      outTradeNo: desk.outTradeNo,
      amount: 500,
      reason: '坏了一个',
      status: 'ASKED',
      createdAt: desk.shop.now,
    });
    expect(desk.sums()).toEqual({ reserved: 500, asked: 500, refunded: 0 });
    expect(desk.ledger()).toContainEqual([`rsv:${refund.outRefundNo}`, 'sales', 'refunds', 500]);
    await desk.shop.tick(3);
    expect(desk.shop.wechat.calls).toEqual([]);
  });

  test('asks for all that is left without an amount, and may ask the same again', async () => {
    const first = data<'requestRefund'>(await desk.ask()).refund;
    expect(first.amount).toBe(1280);
    desk.shop.wait(1);
    expect(await desk.ask()).toEqual({ ok: true, data: { refund: first } });
    expect(await desk.ask({ amount: 1280 })).toEqual({ ok: true, data: { refund: first } });
    expect(desk.shop.database.all('refunds')).toHaveLength(1);
    expect(desk.sums()).toEqual({ reserved: 1280, asked: 1280, refunded: 0 });
  });

  test('sees the refunds of his own orders, the newest first', async () => {
    await desk.asked({ amount: 1 });
    desk.shop.wait(60_000);
    await desk.asked({ amount: 2, requestId: 'refund-2' });
    const { refunds } = data<'refunds'>(await desk.shop.call.trade({ action: 'refunds', outTradeNo: desk.outTradeNo }));
    expect(refunds.map(({ amount }) => amount)).toEqual([2, 1]);
  });

  test('[T25] sees and asks nothing of another’s order, which answers like none', async () => {
    await desk.asked({ amount: 1 });
    const before = desk.shop.database.everything();
    for (const no of [desk.outTradeNo, '20261210AAAAAAAAAAAAAAAAAAAA']) {
      expect(await desk.ask({ outTradeNo: no }, buyerB)).toEqual(refusedWith('ERR_ORDER_NOT_FOUND'));
      expect(await desk.shop.call.trade({ action: 'refunds', outTradeNo: no }, buyerB)).toEqual(
        refusedWith('ERR_ORDER_NOT_FOUND'),
      );
    }
    expect(desk.shop.database.everything()).toEqual(before);
  });
});

describe('[T31] before WeChat is asked is refused', () => {
  const left = (text: string) => expect.stringContaining(text);
  const refused = (code: ErrorCode, message: unknown = expect.any(String)) => ({ ok: false, error: { code, message } });
  const cases: [string, object, object][] = [
    ['a refund of nothing', { amount: 0 }, refused('ERR_REFUND_AMOUNT', left('最多可退 ¥12.80'))],
    ['of less than nothing', { amount: -1 }, refused('ERR_REFUND_AMOUNT', left('最多可退 ¥12.80'))],
    ['of half a fen', { amount: 0.5 }, refused('ERR_REFUND_AMOUNT', left('最多可退 ¥12.80'))],
    ['of what is no number', { amount: Number.NaN }, refused('ERR_REFUND_AMOUNT')],
    ['of more than was paid', { amount: 1281 }, refused('ERR_REFUND_AMOUNT', left('最多可退 ¥12.80'))],
    ['of a text', { amount: '1' }, refused('ERR_BAD_REQUEST')],
    ['of an operator of the database', { amount: { $inc: 1 } }, refused('ERR_BAD_REQUEST')],
    ['without a reason', { reason: undefined }, refused('ERR_BAD_REQUEST')],
    ['for a reason of blanks', { reason: '  ' }, refused('ERR_BAD_REQUEST')],
    ['for a reason of a book', { reason: '字'.repeat(81) }, refused('ERR_BAD_REQUEST')],
    ['for a reason on two lines', { reason: 'a\nb' }, refused('ERR_BAD_REQUEST')],
    ['for a reason that is none', { reason: { $ne: 1 } }, refused('ERR_BAD_REQUEST')],
    ['without a request id', { requestId: undefined }, refused('ERR_BAD_REQUEST')],
    ['with a separator in the request id', { requestId: 'oBuyerB|1' }, refused('ERR_BAD_REQUEST')],
    ['of an order that does not exist', { outTradeNo: '20261210AAAA' }, refused('ERR_ORDER_NOT_FOUND')],
    ['of an operator for an order', { outTradeNo: { $ne: '' } }, refused('ERR_BAD_REQUEST')],
  ];

  test.each(cases)('%s', async (_name, more, answer) => {
    const before = desk.shop.database.everything();
    expect(await desk.ask({ amount: 1, ...more })).toEqual(answer);
    expect(await desk.give(1, more)).toEqual(answer);
    expect(desk.shop.database.everything()).toEqual(before);
    expect(desk.shop.wechat.calls).toEqual([]);
  });

  test('an operator’s refund that names no amount', async () => {
    expect(await desk.give(undefined)).toEqual(refusedWith('ERR_BAD_REQUEST'));
  });

  test.each<[string, ErrorCode, () => Promise<void>]>([
    ['of more than is left', 'ERR_REFUND_AMOUNT', async () => void (await desk.given(1000, { requestId: 'other' }))],
    [
      'once nothing is left',
      'ERR_REFUND_AMOUNT',
      async () => {
        await desk.given(1280, { requestId: 'other' });
        desk.shop.wait(60_000);
      },
    ],
    [
      'within a minute of another',
      'ERR_REFUND_TOO_SOON',
      async () => void (await desk.given(1, { requestId: 'other' })),
    ],
    ['of an order that was paid a year ago', 'ERR_REFUND_TOO_LATE', async () => desk.shop.wait(366 * 86_400_000)],
    [
      'a 51st time',
      'ERR_REFUND_LIMIT',
      async () => {
        for (let i = 0; i < 50; i++) {
          await desk.given(1, { requestId: `other-${i}` });
          desk.shop.wait(60_000);
        }
      },
    ],
  ])('one %s', async (_name, code, prepare) => {
    await prepare();
    const before = desk.shop.database.everything();
    expect(await desk.ask({ amount: 300 })).toEqual(refusedWith(code));
    expect(await desk.give(300)).toEqual(refusedWith(code));
    expect(desk.shop.database.everything()).toEqual(before);
    expect(desk.shop.wechat.calls).toEqual([]);
  });

  test('one of an unpaid and of a closed order', async () => {
    const { outTradeNo: unpaid } = await desk.shop.buy('request-2');
    expect(await desk.ask({ outTradeNo: unpaid })).toEqual(refusedWith('ERR_REFUND_NOT_PAID'));
    await desk.shop.call.trade({ action: 'cancel', outTradeNo: unpaid });
    expect(await desk.give(1, { outTradeNo: unpaid })).toEqual(refusedWith('ERR_REFUND_NOT_PAID'));
  });

  test('one request with two amounts', async () => {
    await desk.ask({ amount: 300 });
    expect(await desk.ask({ amount: 301 })).toEqual(refusedWith('ERR_REQUEST_ID_REUSED'));
    await desk.given(400, { requestId: 'of-the-operator', outTradeNo: await desk.shop.sell('request-2') });
    expect(desk.sums()).toEqual({ reserved: 300, asked: 300, refunded: 0 });
  });
});

describe('an operator who decides', () => {
  test('approves, and the clock sends it', async () => {
    const outRefundNo = await desk.asked({ amount: 500 });
    const { refund } = data<'decideRefund'>(await desk.decide(outRefundNo, true));
    expect(refund.status).toBe('REQUESTED');
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
    await desk.shop.tick();
    expect(desk.shop.wechat.calls).toEqual([`refund ${outRefundNo}`]);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED', decidedBy: 'oOperator1' });
  });

  test('declines, and the money is the shop’s again', async () => {
    const outRefundNo = await desk.asked({ amount: 500 });
    const { refund } = data<'decideRefund'>(await desk.decide(outRefundNo, false));
    expect(refund).toMatchObject({ status: 'DECLINED', endedAt: desk.shop.now });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 0 });
    expect(desk.ledger()).toContainEqual([`void:${outRefundNo}`, 'refunds', 'sales', 500]);
    await desk.shop.tick();
    expect(desk.shop.wechat.calls).toEqual([]);
  });

  test.each([true, false])(
    'is answered alike when he says the same again (%p), and not when otherwise',
    async (approve) => {
      const outRefundNo = await desk.asked({ amount: 500 });
      const first = await desk.decide(outRefundNo, approve);
      const before = desk.shop.database.everything();
      expect(await desk.decide(outRefundNo, approve)).toEqual(first);
      expect(await desk.decide(outRefundNo, !approve)).toEqual(refusedWith('ERR_REFUND_DECIDED'));
      expect(await desk.decide(outRefundNo, approve, secondOperator)).toEqual(refusedWith('ERR_REFUND_DECIDED'));
      expect(desk.shop.database.everything()).toEqual(before);
    },
  );

  test('decides once, of twenty who decide at the same time', async () => {
    const outRefundNo = await desk.asked({ amount: 500 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        desk.decide(outRefundNo, i % 2 === 0, i % 2 === 0 ? operator : secondOperator),
      ),
    );
    const { status } = desk.shop.refund(outRefundNo) as { status: string };
    const approvedIt = status === 'REQUESTED';
    for (const [i, answer] of answers.entries()) {
      expect(answer).toMatchObject({ ok: (i % 2 === 0) === approvedIt });
    }
    expect(desk.sums()).toEqual({ reserved: approvedIt ? 500 : 0, asked: 0, refunded: 0 });
  });

  test.each([
    ['that does not exist', 'R0'],
    ['of the operator’s own', 'own'],
  ])('cannot decide a refund %s', async (_name, which) => {
    const outRefundNo = which === 'own' ? await desk.given(1) : which;
    const code = which === 'own' ? 'ERR_REFUND_DECIDED' : 'ERR_REFUND_NOT_FOUND';
    expect(await desk.decide(outRefundNo, true)).toEqual(refusedWith(code));
  });

  test('can no longer approve after a year, but decline', async () => {
    const outRefundNo = await desk.asked({ amount: 500 });
    desk.shop.wait(366 * 86_400_000);
    expect(await desk.decide(outRefundNo, true)).toEqual(refusedWith('ERR_REFUND_TOO_LATE'));
    expect(await desk.decide(outRefundNo, false)).toMatchObject({ ok: true });
  });
});

describe('above the amount for one operator', () => {
  beforeEach(async () => {
    desk = await soldShop({ quantity: 50 });
  });

  test('his refund waits for another operator', async () => {
    const { refund } = data<'refund'>(await desk.give(50_001));
    expect(refund.status).toBe('ASKED');
    expect(await desk.decide(refund.outRefundNo, true)).toEqual(refusedWith('ERR_SECOND_OPERATOR'));
    await desk.shop.tick();
    expect(desk.shop.wechat.calls).toEqual([]);
    expect(await desk.decide(refund.outRefundNo, true, secondOperator)).toMatchObject({ ok: true });
    await desk.shop.tick();
    expect(desk.shop.wechat.calls).toEqual([`refund ${refund.outRefundNo}`]);
  });

  test('he may still take it back himself', async () => {
    const { refund } = data<'refund'>(await desk.give(50_001));
    expect(await desk.decide(refund.outRefundNo, false)).toMatchObject({ ok: true });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 0 });
  });

  test('a refund in slices is no way around it', async () => {
    expect(data<'refund'>(await desk.give(50_000)).refund.status).toBe('REQUESTED');
    desk.shop.wait(60_000);
    expect(data<'refund'>(await desk.give(1, { requestId: 'refund-2' })).refund.status).toBe('ASKED');
  });

  test('a buyer’s refund needs one who is not the buyer', async () => {
    const outRefundNo = await desk.asked();
    expect(await desk.decide(outRefundNo, true)).toMatchObject({ ok: true });
    desk.shop.ports.settings = { ...desk.shop.ports.settings, operators: ['oBuyerA', 'oOperator1'] };
    const own = (await desk.shop.buy('own', 50)).outTradeNo;
    await desk.shop.notify({ kind: 'trade', id: 'event-2', trade: desk.shop.wechat.pay(own, desk.shop.now) });
    const { refund } = data<'requestRefund'>(await desk.ask({ outTradeNo: own, requestId: 'own' }));
    expect(await desk.decide(refund.outRefundNo, true, buyerA)).toEqual(refusedWith('ERR_SECOND_OPERATOR'));
    expect(await desk.decide(refund.outRefundNo, true, operator)).toMatchObject({ ok: true });
  });
});
