import { beforeEach, describe, expect, test } from '@jest/globals';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { buyerA, buyerB, data, memoryShop, refusedWith } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
beforeEach(() => {
  shop = memoryShop();
});

const oneApple = { action: 'prepay', requestId: 'request-1', items: [{ sku: 'apple', quantity: 1 }] };
const prepayQueue = () => shop.wechat.calls.filter((call) => call.startsWith('prepay'));

describe('buying', () => {
  test('writes the order with the catalogue’s price, makes it at WeChat and hands out signed parameters', async () => {
    const prepaid = data<'prepay'>(await shop.call.prepay(oneApple));
    expect(prepaid).toEqual({
      outTradeNo: expect.stringMatching(/^20261210[0-9A-HJKMNP-TV-Z]{20}$/),
      total: 1280,
      expiresAt: shop.now + 900_000,
      payment: {
        timeStamp: '1790000000',
        nonceStr: 'nonce',
        package: `prepay_id=prepay-${prepaid.outTradeNo}`,
        signType: 'RSA',
        paySign: 'signature',
      },
    });
    expect(shop.order(prepaid.outTradeNo)).toMatchObject({
      openid: 'oBuyerA',
      clientIp: '203.0.113.7',
      amount: 1280,
      currency: 'CNY',
      api: 'v3',
      appid: 'wx0123456789abcdef',
      mchid: '1900000001',
      status: 'PAYING',
      prepayId: `prepay-${prepaid.outTradeNo}`,
      prepayAt: shop.now,
    });
  });

  test('[T28] a double tap is one order, however close together', async () => {
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => shop.call.prepay(oneApple)));
    const numbers = replies.map((reply) => data<'prepay'>(reply).outTradeNo);
    expect(new Set(numbers).size).toBe(1);
    expect(shop.database.all('orders')).toHaveLength(1);
    expect(shop.database.all('order_keys')).toHaveLength(1);
  });

  test('[T28] the same request is the same order after midnight, with its lines in another order', async () => {
    const items = [
      { sku: 'apple', quantity: 1 },
      { sku: 'kiwi', quantity: 2 },
    ];
    shop.wait(14 * 3_600_000 - 10_000);
    const first = data<'prepay'>(await shop.call.prepay({ ...oneApple, items }));
    shop.wait(20_000);
    const second = data<'prepay'>(await shop.call.prepay({ ...oneApple, items: items.reverse() }));
    expect(second.outTradeNo).toBe(first.outTradeNo);
    expect(second.expiresAt).toBe(first.expiresAt);
  });

  test('two buyers with the same request id have two orders', async () => {
    const first = data<'prepay'>(await shop.call.prepay(oneApple, buyerA));
    const second = data<'prepay'>(await shop.call.prepay(oneApple, buyerB));
    expect(second.outTradeNo).not.toBe(first.outTradeNo);
  });

  test('[T28] a request id used for another cart is refused, and the order stays', async () => {
    const { outTradeNo } = await shop.buy('request-1');
    const before = shop.database.everything();
    const reply = await shop.call.prepay({ ...oneApple, items: [{ sku: 'apple', quantity: 2 }] });
    expect(reply).toEqual(refusedWith('ERR_REQUEST_ID_REUSED'));
    expect(shop.database.everything()).toEqual(before);
    expect(shop.order(outTradeNo)).toMatchObject({ amount: 1280 });
  });

  test('WeChat is asked with the same content each time, also from another network', async () => {
    await shop.call.prepay(oneApple);
    shop.wait(5_000);
    const reply = await shop.call.prepay(oneApple, { ...buyerA, clientIp: '198.51.100.1' });
    expect(reply).toMatchObject({ ok: true });
    expect(prepayQueue()).toHaveLength(2);
  });

  test('[T36] a commit whose outcome is unknown is one order after the buyer has tried again', async () => {
    shop.database.onCommit = (commit) => {
      shop.database.onCommit = (next) => next();
      commit();
      throw Object.assign(new Error('the answer was lost'), { code: 'ECONNRESET' });
    };
    expect(await shop.call.prepay(oneApple)).toEqual(refusedWith('ERR_INTERNAL'));
    expect(await shop.call.prepay(oneApple)).toMatchObject({ ok: true });
    expect(shop.database.all('orders')).toHaveLength(1);
  });
});

describe('when WeChat', () => {
  test('is silent, the order is kept and the same request goes on with it', async () => {
    shop.wechat.next('prepay', () => {
      throw new GatewayUnknown('timeout');
    });
    expect(await shop.call.prepay(oneApple)).toEqual(refusedWith('ERR_WECHAT_SILENT'));
    const [order] = shop.database.all('orders');
    expect(order).toMatchObject({ status: 'CREATED' });
    expect(data<'prepay'>(await shop.call.prepay(oneApple)).outTradeNo).toBe(order?._id);
  });

  test('refuses, the buyer is told so, with the code, and the log has it', async () => {
    shop.wechat.next('prepay', () => {
      throw new GatewayRefusal('NO_AUTH', 403, '商户无权限');
    });
    expect(await shop.call.prepay(oneApple)).toEqual({
      ok: false,
      error: { code: 'ERR_WECHAT_REFUSED', message: '微信支付拒绝了请求：NO_AUTH' },
    });
    expect(shop.logged.join()).toContain('商户无权限');
  });

  test('says that it is paid already, the order is settled instead', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.pay(outTradeNo, shop.now);
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_PAID'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID' });
    expect(shop.database.all('payments')).toHaveLength(1);
  });

  test('says that it is closed, so is ours', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.wechat.close(outTradeNo);
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_CLOSED'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED', watchCount: 0, nextCheckAt: shop.now + 120_000 });
  });
});

describe('payment parameters are not handed out', () => {
  test('less than half a minute before the order expires', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wait(900_000 - 30_000);
    const calls = shop.wechat.calls.length;
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_EXPIRED'));
    expect(shop.wechat.calls).toHaveLength(calls);
  });

  test('when the order expires while WeChat is being asked', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('prepay', () => shop.wait(880_000));
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_EXPIRED'));
  });

  test('[T29] when the order is cancelled while WeChat is being asked', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('prepay', async () => void (await shop.call.trade({ action: 'cancel', outTradeNo })));
    const reply = await shop.call.prepay({ action: 'repay', outTradeNo });
    expect(reply).toEqual(refusedWith('ERR_ORDER_CLOSED'));
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED' });
  });

  test('when the order is paid while WeChat is being asked', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('prepay', async () => {
      const trade = shop.wechat.pay(outTradeNo, shop.now);
      await shop.notify({ kind: 'trade', id: 'event-1', trade });
    });
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_ORDER_PAID'));
  });

  test('for an order of another merchant than the one that is configured now', async () => {
    const { outTradeNo } = await shop.buy();
    shop.ports.merchant = { appid: 'wx0123456789abcdef', mchid: '1900000002' };
    expect(await shop.call.prepay({ action: 'repay', outTradeNo })).toEqual(refusedWith('ERR_NOT_CONFIGURED'));
  });
});
