import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Backend, eventually, oneApple, startBackend } from '../support/backend';

const applePrice = 1280;

describe.each(['v2', 'v3'] as const)('paying by API %s, from the cloud function to the books', (api) => {
  let shop: Backend;
  let serial = 0;
  const newRequest = () => `request-${api}-${String(++serial).padStart(8, '0')}`;
  const order = async (outTradeNo: string) =>
    (await shop.documents('orders')).find(({ _id }) => _id === outTradeNo) as Record<string, unknown>;
  const about = async (collection: string, outTradeNo: string) =>
    (await shop.documents(collection)).filter((document) => document.outTradeNo === outTradeNo);
  const paid = (outTradeNo: string) =>
    eventually(async () => (await order(outTradeNo)).status === 'PAID' && order(outTradeNo));

  beforeAll(async () => {
    shop = await startBackend(api);
  }, 60_000);
  afterAll(() => shop.close());

  test('a notification settles the order, once, with its payment, ledger entry and fulfilment', async () => {
    const { outTradeNo, total, payment } = await shop.ask('prepay', oneApple(newRequest()));
    expect(total).toBe(applePrice);
    expect(payment.package).toMatch(/^prepay_id=.+/);
    expect(payment.signType).toBe(api === 'v3' ? 'RSA' : 'HMAC-SHA256');

    await shop.wechatpay('pay', { outTradeNo });

    const { transactionId, amount } = await paid(outTradeNo);
    expect(amount).toBe(applePrice);
    expect(await about('payments', outTradeNo)).toMatchObject([{ _id: transactionId, amount: applePrice }]);
    expect(await about('ledger', outTradeNo)).toMatchObject([{ _id: `pay:${transactionId}`, amount: applePrice }]);
    expect(await about('outbox', outTradeNo)).toMatchObject([{ _id: `fulfil:${outTradeNo}` }]);
  });

  test('the cashier of the phone accepts the payment parameters', async () => {
    const { payment, total, outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    const { appid } = await order(outTradeNo);
    expect(await shop.wechatpay('cashier', { appId: appid, ...payment })).toMatchObject({
      ok: true,
      total,
      outTradeNo,
    });
    expect(await shop.wechatpay('cashier', { appId: appid, ...payment, nonceStr: 'another' })).toMatchObject({
      ok: false,
    });
  });

  test('with every notification lost, the buyer is told that it is paid because WeChat says so when asked', async () => {
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    expect((await shop.ask('trade', { action: 'confirm', outTradeNo })).order.status).toBe('PAYING');

    await shop.wechatpay('pay', { outTradeNo, notification: 'lose' });
    await new Promise((resume) => setTimeout(resume, 500));
    expect((await shop.ask('trade', { action: 'get', outTradeNo })).order.status).toBe('PAYING');

    const { order: view } = await shop.ask('trade', { action: 'confirm', outTradeNo });
    expect(view).toMatchObject({ status: 'PAID', total: applePrice, refunded: 0, refunding: 0 });
    expect(view.transactionId).toMatch(/^\d{28}$/);
  });

  test('notifications that come twice, and a query beside them, count once', async () => {
    await shop.wechatpay('faults', { doubleNotifications: 1 });
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    await shop.wechatpay('pay', { outTradeNo });
    await Promise.all([1, 2, 3].map(() => shop.call('trade', { action: 'confirm', outTradeNo })));
    await paid(outTradeNo);
    await shop.wechatpay('faults', undefined, 'DELETE');
    expect(await about('payments', outTradeNo)).toHaveLength(1);
    expect(await about('ledger', outTradeNo)).toHaveLength(1);
    expect(await about('outbox', outTradeNo)).toHaveLength(1);
  });

  test('a double tap is one order, at the same price, at both sides', async () => {
    const request = oneApple(newRequest());
    const [first, second] = await Promise.all([shop.ask('prepay', request), shop.ask('prepay', request)]);
    expect(second.outTradeNo).toBe(first.outTradeNo);
    const { orders } = (await shop.wechatpay('state', undefined, 'GET')) as { orders: { outTradeNo: string }[] };
    expect(orders.filter(({ outTradeNo }) => outTradeNo === first.outTradeNo)).toHaveLength(1);
  });

  test('a cancelled payment leaves an order that can be paid again, under the same number', async () => {
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    await shop.wechatpay('pay', { outTradeNo, outcome: 'cancel' });
    const again = await shop.ask('prepay', { action: 'repay', outTradeNo });
    expect(again.outTradeNo).toBe(outTradeNo);
    await shop.wechatpay('pay', { outTradeNo });
    await paid(outTradeNo);
  });

  test('an order that the buyer cancels is closed at WeChat too, and cannot be paid', async () => {
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    // API v2 refuses to close an order that is younger than five minutes.
    if (api === 'v2') await shop.wechatpay('clock', { advanceSeconds: 301 });
    const { order: view } = await shop.ask('trade', { action: 'cancel', outTradeNo });
    expect(view.status).toBe('CLOSED');
    await shop.wechatpay('pay', { outTradeNo });
    const { orders } = (await shop.wechatpay('state', undefined, 'GET')) as { orders: { outTradeNo: string }[] };
    expect(orders.find((one) => one.outTradeNo === outTradeNo)).toMatchObject({ state: 'CLOSED' });
    expect(await shop.call('prepay', { action: 'repay', outTradeNo })).toMatchObject({
      ok: false,
      error: { code: 'ERR_ORDER_CLOSED' },
    });
  });

  test("another buyer's order and one that does not exist answer alike", async () => {
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()), 'oBuyerA0000000000000000001');
    const answers = [];
    for (const action of ['get', 'confirm', 'cancel', 'repay']) {
      for (const asked of [outTradeNo, '20261124AAAAAAAAAAAAAAAAAAAA']) {
        const name = action === 'repay' ? 'prepay' : 'trade';
        answers.push(await shop.call(name, { action, outTradeNo: asked }, { openid: 'oBuyerB0000000000000000002' }));
      }
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: false, error: { code: 'ERR_ORDER_NOT_FOUND' } });
    expect((await shop.ask('trade', { action: 'list' }, 'oBuyerB0000000000000000002')).orders).toEqual([]);
  });

  test('after a restart of everything, in the middle of a payment, the order is still paid and told', async () => {
    const { outTradeNo } = await shop.ask('prepay', oneApple(newRequest()));
    await shop.wechatpay('pay', { outTradeNo, notification: 'lose' });
    await shop.restart();
    expect((await shop.ask('trade', { action: 'confirm', outTradeNo })).order.status).toBe('PAID');
  }, 30_000);
});
