import { beforeEach, describe, expect, test } from '@jest/globals';
import { GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { refusal } from '../support/fake-wechat';
import { buyerB, data, memoryShop, refusedWith } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
beforeEach(() => {
  shop = memoryShop();
});

const silence = () => {
  throw new GatewayUnknown('timeout');
};
const call = (action: string, outTradeNo: string) => shop.call.trade({ action, outTradeNo });
const statusAfter = async (action: 'confirm' | 'cancel' | 'get', outTradeNo: string) =>
  data<'get'>(await call(action, outTradeNo)).order.status;

describe('confirming', () => {
  test('asks WeChat and settles what it proves', async () => {
    const { outTradeNo } = await shop.buy();
    expect(await statusAfter('confirm', outTradeNo)).toBe('PAYING');
    const { transactionId } = shop.wechat.pay(outTradeNo, shop.now);
    const { order } = data<'confirm'>(await call('confirm', outTradeNo));
    expect(order).toMatchObject({ status: 'PAID', transactionId, paidAt: shop.now, total: 1280, refunding: 0 });
    expect(shop.database.all('payments')).toMatchObject([{ _id: transactionId, outTradeNo, source: 'query' }]);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `fulfil:${outTradeNo}`, status: 'PENDING' }]);
  });

  test('a paid order asks WeChat no more', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.pay(outTradeNo, shop.now);
    await call('confirm', outTradeNo);
    const { length } = shop.wechat.calls;
    expect(await statusAfter('confirm', outTradeNo)).toBe('PAID');
    expect(shop.wechat.calls).toHaveLength(length);
  });

  test('while WeChat is silent says so, and the order stays as it was', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('query', silence);
    expect(await call('confirm', outTradeNo)).toEqual(refusedWith('ERR_WECHAT_SILENT'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAYING' });
  });

  test('while WeChat is silent tells what a notification has brought meanwhile', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('query', async () => {
      await shop.notify({ kind: 'trade', id: 'event-1', trade: shop.wechat.pay(outTradeNo, shop.now) });
      silence();
    });
    expect(await statusAfter('confirm', outTradeNo)).toBe('PAID');
  });

  test('an order that WeChat has never heard of is shown as it is', async () => {
    shop.wechat.next('prepay', silence);
    await shop.call.prepay({ action: 'prepay', requestId: 'r', items: [{ sku: 'kiwi', quantity: 1 }] });
    const outTradeNo = String(shop.database.all('orders')[0]?._id);
    expect(await statusAfter('confirm', outTradeNo)).toBe('CREATED');
  });

  test('an order that WeChat has closed closes ours', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.wechat.close(outTradeNo);
    expect(await statusAfter('confirm', outTradeNo)).toBe('CLOSED');
  });

  test('an answer about another order counts as none', async () => {
    const first = await shop.buy('request-1');
    const second = await shop.buy('request-2');
    shop.wechat.trades.set(first.outTradeNo, shop.wechat.pay(second.outTradeNo, shop.now));
    expect(await call('confirm', first.outTradeNo)).toEqual(refusedWith('ERR_WECHAT_SILENT'));
    expect(shop.order(first.outTradeNo)).toMatchObject({ status: 'PAYING' });
  });

  test('an answer with another sum is kept as an anomaly, and pays nothing', async () => {
    const { outTradeNo } = await shop.buy();
    const trade = shop.wechat.pay(outTradeNo, shop.now);
    shop.wechat.trades.set(outTradeNo, { ...trade, total: 1 as never });
    expect(await statusAfter('confirm', outTradeNo)).toBe('PAYING');
    expect(shop.database.all('anomalies')).toMatchObject([
      { _id: `amount:${trade.transactionId}`, seen: { total: 1 } },
    ]);
  });
});

describe('[T29] cancelling', () => {
  test('asks, closes at WeChat, and then here', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.calls.length = 0;
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSED');
    expect(shop.wechat.calls).toEqual([`query ${outTradeNo}`, `close ${outTradeNo}`]);
    expect(shop.order(outTradeNo)).toMatchObject({ nextCheckAt: shop.now + 120_000, watchCount: 0 });
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSED');
  });

  test('a paid order is refused', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.pay(outTradeNo, shop.now);
    expect(await call('cancel', outTradeNo)).toEqual(refusedWith('ERR_ORDER_PAID'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: false });
  });

  test('an order that is paid between the question and the closing is paid, and not late', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('close', () => void shop.wechat.pay(outTradeNo, shop.now));
    expect(await call('cancel', outTradeNo)).toEqual(refusedWith('ERR_ORDER_PAID'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: false, reserved: 0 });
  });

  test('an order whose notification overtakes the answer to the question is paid, and WeChat is not asked to close', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('query', async () => {
      await shop.notify({ kind: 'trade', id: 'event-1', trade: shop.wechat.pay(outTradeNo, shop.now) });
    });
    expect(await call('cancel', outTradeNo)).toEqual(refusedWith('ERR_ORDER_PAID'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: false });
    expect(shop.wechat.calls).not.toContain(`close ${outTradeNo}`);
  });

  test('an order that WeChat calls paid, in another sum, is left to a person', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.trades.set(outTradeNo, { ...shop.wechat.pay(outTradeNo, shop.now), total: 1 as never });
    expect(await statusAfter('cancel', outTradeNo)).toBe('PAYING');
    expect(shop.wechat.calls).not.toContain(`close ${outTradeNo}`);
  });

  test('while WeChat is silent at the first question leaves the order as it was', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('query', silence);
    expect(await call('cancel', outTradeNo)).toEqual(refusedWith('ERR_WECHAT_SILENT'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAYING' });
  });

  test.each<[string, () => void]>([
    ['is silent', silence],
    [
      'thinks the order too young',
      () => {
        throw refusal('INVALID_REQUEST');
      },
    ],
    [
      'has not heard of it yet',
      () => {
        throw refusal('ORDER_NOT_EXIST');
      },
    ],
  ])('stays CLOSING while WeChat %s, and ends when asked again', async (_name, action) => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('close', action);
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSING');
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_CLOSED'));
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSED');
  });

  test('an order that WeChat does not know is closed only when no prepay can be on its way any more', async () => {
    shop.wechat.next('prepay', silence);
    await shop.call.prepay({ action: 'prepay', requestId: 'r', items: [{ sku: 'kiwi', quantity: 1 }] });
    const outTradeNo = String(shop.database.all('orders')[0]?._id);
    shop.wait(900_000 + 120_000);
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSING');
    shop.wait(1);
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSED');
  });

  test('an order that WeChat calls closed already is closed', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('close', () => {
      throw refusal('ORDER_CLOSED');
    });
    expect(await statusAfter('cancel', outTradeNo)).toBe('CLOSED');
  });

  test('and paying all the same brings the money back in full, and no goods', async () => {
    const { outTradeNo } = await shop.buy();
    await call('cancel', outTradeNo);
    const { transactionId } = shop.wechat.pay(outTradeNo, shop.now);
    const { order } = data<'confirm'>(await call('confirm', outTradeNo));
    expect(order).toMatchObject({ status: 'PAID', refunding: 1280, transactionId });
    const [refund] = shop.database.all('refunds');
    expect(refund).toMatchObject({ outTradeNo, amount: 1280, status: 'REQUESTED', by: 'system' });
    expect(refund?._id).toMatch(/^R[0-9A-HJKMNP-TV-Z]{40}$/);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `alert:late:${outTradeNo}`, kind: 'alert' }]);
  });
});

describe('[T25] of another buyer', () => {
  test('an order and none at all answer alike, after the same work', async () => {
    const { outTradeNo } = await shop.buy();
    const before = shop.database.everything();
    const calls = shop.wechat.calls.length;
    const answers = [];
    for (const asked of [outTradeNo, '20261210AAAAAAAAAAAAAAAAAAAA', 'x']) {
      for (const action of ['get', 'confirm', 'cancel']) {
        answers.push(await shop.call.trade({ action, outTradeNo: asked }, buyerB));
      }
      answers.push(await shop.call.prepay({ action: 'repay', outTradeNo: asked }, buyerB));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual(refusedWith('ERR_ORDER_NOT_FOUND'));
    expect(shop.wechat.calls).toHaveLength(calls);
    expect(shop.database.everything()).toEqual(before);
  });

  test('no order is listed', async () => {
    await shop.buy();
    expect(await shop.call.trade({ action: 'list' }, buyerB)).toEqual({ ok: true, data: { orders: [] } });
  });
});

test('orders are listed newest first, twenty at a time', async () => {
  const bought: string[] = [];
  for (let i = 0; i < 25; i++) {
    bought.unshift((await shop.buy(`request-${i}`)).outTradeNo);
    shop.wait(1_000);
  }
  const first = data<'list'>(await shop.call.trade({ action: 'list' })).orders;
  const before = first.at(-1)?.createdAt;
  const second = data<'list'>(await shop.call.trade({ action: 'list', before })).orders;
  expect(first).toHaveLength(20);
  expect([...first, ...second].map(({ outTradeNo }) => outTradeNo)).toEqual(bought);
});
