import { beforeEach, describe, expect, test } from '@jest/globals';
import { silence, soldShop } from '../support/memory-refunds';
import { refusedWith } from '../support/memory-shop';

let desk: Awaited<ReturnType<typeof soldShop>>;
beforeEach(async () => {
  desk = await soldShop();
});

describe('[T33] a refund from the merchant console', () => {
  const fact = (amount: number) => desk.shop.wechat.refundInConsole(desk.outTradeNo, amount);

  test('is taken into the books, and lowers what is left', async () => {
    const refund = fact(1000);
    for (let i = 0; i < 2; i++) await desk.shop.notify({ kind: 'refund', id: 'event', refund });
    expect(desk.shop.refund(refund.outRefundNo)).toMatchObject({ status: 'SUCCESS', external: true, by: 'console' });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 1000 });
    expect(desk.ledger()).toEqual(
      expect.arrayContaining([
        [`rsv:${refund.outRefundNo}`, 'sales', 'refunds', 1000],
        [`ref:${refund.outRefundNo}`, 'refunds', 'wechat', 1000],
      ]),
    );
    expect(await desk.give(281)).toEqual(refusedWith('ERR_REFUND_AMOUNT'));
  });

  test('of everything stops goods that are still here', async () => {
    await desk.shop.notify({ kind: 'refund', id: 'event', refund: fact(1280) });
    expect(desk.shop.outbox(`fulfil:${desk.outTradeNo}`)).toMatchObject({ status: 'CANCELLED' });
    await desk.shop.tick();
    expect(desk.shop.delivered).toEqual([]);
  });

  test('[T32] that overtakes the news of the payment makes WeChat be asked about it', async () => {
    const { outTradeNo: unpaid } = await desk.shop.buy('request-2');
    desk.shop.wechat.pay(unpaid, desk.shop.now, 'REFUND');
    const refund = desk.shop.wechat.refundInConsole(unpaid, 500);
    expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 204 });
    expect(desk.shop.order(unpaid)).toMatchObject({ status: 'PAID', hold: true, refunded: 500 });
  });

  test('of an order that does not count as paid here calls a person, and is asked for again', async () => {
    const { outTradeNo: unpaid } = await desk.shop.buy('request-2');
    desk.shop.wechat.trades.set(unpaid, { ...desk.shop.wechat.pay(unpaid, desk.shop.now), total: 1 as never });
    const refund = desk.shop.wechat.refundInConsole(unpaid, 1);
    expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 500 });
    expect(desk.shop.database.all('anomalies').map(({ reason }) => reason)).toEqual(['amount', 'refund-unpaid-order']);
  });

  test('that does not fit beside one of ours is asked for again, and fits once ours has failed', async () => {
    const ours = await desk.given(1000);
    const refund = fact(1000);
    expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 500 });
    expect(desk.shop.database.all('anomalies')).toMatchObject([{ reason: 'refund-too-much' }]);
    await desk.shop.tick(13);
    expect(desk.shop.refund(ours)).toMatchObject({ status: 'CLOSED' });
    expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 204 });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 1000 });
  });

  test('of an order that we do not have is asked for again, with one alert', async () => {
    const refund = { ...fact(1), outTradeNo: '20261210ZZZZZZZZZZZZZZZZZZZZ' };
    for (let i = 0; i < 2; i++) {
      expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 500 });
    }
    expect(desk.alerts()).toEqual([`alert:refund-unknown-order:${refund.outRefundNo}`]);
  });
});

describe('a foreign word about a refund of ours', () => {
  test.each([
    ['amount', { amount: 501 }],
    ['mchid', { mchid: '1900000002' }],
    ['api', { api: 'v2' }],
    ['transaction', { transactionId: '4200' }],
    ['unknown-state', { state: 'CHANGED' }],
  ])('(%s) is kept as one anomaly with one alert, and changes nothing', async (reason, changes) => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    const books = () => [
      desk.shop.database.all('orders'),
      desk.shop.database.all('refunds'),
      desk.shop.database.all('ledger'),
    ];
    const before = books();
    const refund = { ...desk.shop.wechat.finishRefund(outRefundNo), ...changes } as never;
    for (let i = 0; i < 2; i++) {
      expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 204 });
    }
    expect(books()).toEqual(before);
    expect(desk.shop.database.all('anomalies')).toMatchObject([
      { _id: `refund-${reason}:${outRefundNo}`, outTradeNo: desk.outTradeNo },
    ]);
    expect(desk.alerts()).toEqual([`alert:refund-${reason}:${outRefundNo}`]);
  });
});

describe('[T22] an unsigned hint of API v2', () => {
  const hint = (outRefundNo: string, no = desk.outTradeNo) =>
    desk.shop.notify(
      { kind: 'refund-hint', id: 'event', outTradeNo: no, outRefundNo },
      { path: '/notify/v2/refunded', headers: { 'content-type': 'text/xml' } },
    );
  const success = { statusCode: 200, body: expect.stringContaining('SUCCESS') };
  const failure = { statusCode: 200, body: expect.stringContaining('FAIL') };

  test('makes WeChat be asked, and what it says counts', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    expect(await hint(outRefundNo)).toMatchObject(success);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
    desk.shop.wechat.finishRefund(outRefundNo);
    expect(await hint(outRefundNo)).toMatchObject(success);
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 500 });
  });

  test('[T32] that overtakes the news of the payment makes WeChat be asked about that, too', async () => {
    const { outTradeNo: unpaid } = await desk.shop.buy('request-2');
    desk.shop.wechat.pay(unpaid, desk.shop.now, 'REFUND');
    const { outRefundNo } = desk.shop.wechat.refundInConsole(unpaid, 1280);
    expect(await hint(outRefundNo, unpaid)).toMatchObject(success);
    expect(desk.shop.order(unpaid)).toMatchObject({ status: 'PAID', hold: true, refunded: 1280 });
    await desk.shop.tick();
    expect(desk.shop.delivered).not.toContain(`fulfil:${unpaid}`);
  });

  test.each([
    ['of a refund that WeChat does not know', () => hint('R0')],
    [
      'while WeChat is silent',
      () => {
        desk.shop.wechat.next('queryRefund', silence);
        return hint('R0');
      },
    ],
    ['of an order that is not ours', () => hint('R0', '20261210ZZZZZZZZZZZZZZZZZZZZ')],
  ])('%s changes nothing, and is asked for again', async (_name, send) => {
    const before = desk.shop.database.everything();
    expect(await send()).toMatchObject(failure);
    expect(desk.shop.database.everything()).toEqual(before);
  });

  test('of an order that is not ours asks WeChat nothing', async () => {
    await hint('R0', '20261210ZZZZZZZZZZZZZZZZZZZZ');
    expect(desk.shop.wechat.calls).toEqual([]);
  });
});

test('[T29] a payment after closing goes back in full, within minutes and without goods', async () => {
  const { outTradeNo: late } = await desk.shop.buy('request-2');
  await desk.shop.call.trade({ action: 'cancel', outTradeNo: late });
  const trade = desk.shop.wechat.pay(late, desk.shop.now);
  await desk.shop.notify({ kind: 'trade', id: 'event', trade });
  await desk.shop.tick();
  const refund = desk.shop.database.all('refunds').find((one) => one.outTradeNo === late);
  expect(refund).toMatchObject({ status: 'SUBMITTED', amount: 1280, by: 'system' });
  desk.shop.wechat.finishRefund(String(refund?._id));
  await desk.shop.tick(3);
  expect(desk.shop.order(late)).toMatchObject({ status: 'PAID', late: true, reserved: 0, refunded: 1280 });
  expect(desk.shop.delivered).not.toContain(`fulfil:${late}`);
});
