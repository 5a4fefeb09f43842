import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import { appid, combining, merchantFile, type Name, other, type SubOrder } from './support/combined';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { rsa } from './support/sign';

let gateway: TestGateway;
let merchant: Awaited<ReturnType<typeof startMerchantServer>>;
let shop: ReturnType<typeof combining>;
beforeAll(async () => {
  [gateway, merchant] = await Promise.all([startGateway({ merchantFile }), startMerchantServer()]);
  shop = combining(gateway, merchant.url);
});
afterEach(async () => {
  await gateway.control('reset');
  merchant.received.length = 0;
  merchant.answers(204);
});
afterAll(() => Promise.all([gateway.close(), merchant.close()]));

describe('a combined order', () => {
  test.each<[Name, string, RegExp, string]>([
    ['jsapi', 'prepay_id', /^wx[0-9a-f]{34}$/, 'JSAPI'],
    ['app', 'prepay_id', /^wx[0-9a-f]{34}$/, 'APP'],
    ['h5', 'h5_url', /\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=wx/, 'MWEB'],
    ['native', 'code_url', /^weixin:\/\/wxpay\/bizpayurl\?pr=/, 'NATIVE'],
  ])('of %s is paid with one credential, all of it', async (name, credential, shape, tradeType) => {
    const body = shop.combination(name);
    const placed = await shop.post(name, body);
    expect(placed).toMatchObject({ status: 200, body: { [credential]: expect.stringMatching(shape) } });
    expect((await shop.post(name, body)).body).toEqual(placed.body);
    const names = { prepay_id: 'prepayId', h5_url: 'webUrl', code_url: 'codeUrl' };
    const paid = await gateway.control('pay', {
      [names[credential as keyof typeof names]]: placed.body[credential],
      openid: 'oBuyer',
    });
    const transaction = expect.stringMatching(/^\d{28}$/);
    expect(paid).toMatchObject({ paid: true, total: 123, transactionIds: [transaction, transaction] });
    expect((await shop.query(body)).sub_orders).toMatchObject([{ trade_type: tradeType }, { trade_type: tradeType }]);
    expect(await shop.pay(body)).toMatchObject({ status: 409, error: { code: 'PAID' } });
  });

  test('tells of what is not paid what it knows', async () => {
    const body = shop.combination('native', { scene_info: { payer_client_ip: '203.0.113.7', device_id: 'POS1:1' } });
    await shop.post('native', body);
    const [first, second] = body.sub_orders as [SubOrder, SubOrder];
    const unpaid = { trade_state: 'NOTPAY', attach: '店 1' };
    expect(await shop.query(body)).toEqual({
      combine_appid: appid,
      combine_mchid: gateway.merchant.mchid,
      combine_out_trade_no: body.combine_out_trade_no,
      scene_info: { device_id: 'POS1:1' },
      sub_orders: [
        {
          ...unpaid,
          mchid: gateway.merchant.mchid,
          out_trade_no: first.out_trade_no,
          amount: { total_amount: 100, currency: 'CNY' },
        },
        {
          ...unpaid,
          mchid: other.mchid,
          out_trade_no: second.out_trade_no,
          amount: { total_amount: 23, currency: 'CNY' },
        },
      ],
    });
  });

  test('is told in one notification, which says what the query says', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const { transactionIds } = await shop.pay(body);
    const [{ headers, body: text }] = (await merchant.hears(1)) as [{ headers: Record<string, string>; body: string }];
    const signed = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${text}\n`;
    expect(Rsa.verify(signed, headers['wechatpay-signature'] as string, gateway.key('platform.pem'))).toBe(true);
    const { event_type, resource } = JSON.parse(text);
    expect({ event_type, original_type: resource.original_type }).toEqual({
      event_type: 'TRANSACTION.SUCCESS',
      original_type: 'transaction',
    });
    const { ciphertext, nonce, associated_data } = resource;
    const told = JSON.parse(Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data));
    expect(told).toEqual(await shop.query(body));
    const [first, second] = body.sub_orders as [SubOrder, SubOrder];
    const paid = {
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      bank_type: 'OTHERS',
      attach: '店 1',
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    };
    const amount = (total: number) => ({
      total_amount: total,
      payer_amount: total,
      currency: 'CNY',
      payer_currency: 'CNY',
    });
    const [firstId, secondId] = transactionIds as [string, string];
    expect(told).toEqual({
      combine_appid: appid,
      combine_mchid: gateway.merchant.mchid,
      combine_payer_info: { openid: 'oBuyer' },
      combine_out_trade_no: body.combine_out_trade_no,
      sub_orders: [
        {
          ...paid,
          mchid: gateway.merchant.mchid,
          amount: amount(100),
          transaction_id: firstId,
          out_trade_no: first.out_trade_no,
        },
        {
          ...paid,
          mchid: other.mchid,
          amount: amount(23),
          transaction_id: secondId,
          out_trade_no: second.out_trade_no,
        },
      ],
    });
    expect(merchant.received).toHaveLength(1);
  });

  test('is in the state, with its orders, and its notification can be lost', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    await shop.pay(body, { notification: 'lose' });
    await gateway.control('clock', { advanceSeconds: 15 });
    const numbers = body.sub_orders.map(({ out_trade_no }) => out_trade_no);
    const combineOutTradeNo = body.combine_out_trade_no;
    expect(await gateway.control('state', undefined, 'GET')).toMatchObject({
      combinedOrders: [{ outTradeNo: combineOutTradeNo, state: 'SUCCESS', total: 123, outTradeNos: numbers }],
      orders: numbers.map((outTradeNo) => ({ outTradeNo, combineOutTradeNo, state: 'SUCCESS' })),
      notifications: [{ kind: 'combined', outTradeNo: combineOutTradeNo, attempts: [{ outcome: 'lost' }, {}] }],
    });
    expect(merchant.received).toHaveLength(0);
  });

  test('of H5 is paid on the page that its address opens', async () => {
    const body = shop.combination('h5');
    const address = String((await shop.post('h5', body)).body.h5_url);
    expect(await (await fetch(address)).text()).toContain('1.23');
    await fetch(address, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect(await shop.stateOf(body)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  test('is shown by the cashier as one purchase', async () => {
    const body = shop.combination();
    const { prepay_id: prepayId } = (await shop.post('jsapi', body)).body;
    const signed = { timeStamp: '1700000000', nonceStr: 'n', package: `prepay_id=${prepayId}` };
    const text = `${appid}\n${signed.timeStamp}\n${signed.nonceStr}\n${signed.package}\n`;
    const paySign = rsa(text, gateway.signer.privateKey);
    expect(await gateway.control('cashier', { appId: appid, signType: 'RSA', paySign, ...signed })).toMatchObject({
      ok: true,
      outTradeNo: body.combine_out_trade_no,
      total: 123,
      description: '苹果 等 2 笔',
      openid: 'oBuyer',
    });
  });

  test('is refunded order by order, each by its own merchant', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const { transactionIds } = await shop.pay(body);
    const [first] = body.sub_orders as [SubOrder];
    const [, secondId] = transactionIds as [string, string];
    const refund = (change: Json, total: number) =>
      gateway.v3('POST', '/v3/refund/domestic/refunds', {
        out_refund_no: `R${first.out_trade_no}`,
        amount: { refund: total, total, currency: 'CNY' },
        ...change,
      });
    expect(await refund({ transaction_id: secondId }, 23)).toMatchObject({ status: 404 });
    expect(await refund({ out_trade_no: first.out_trade_no }, 100)).toMatchObject({ status: 200 });
    expect(await shop.stateOf(body)).toEqual(['REFUND', 'SUCCESS']);
  });
});

describe('closing', () => {
  test('closes all of it, and again', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    expect((await shop.close(body)).status).toBe(204);
    expect((await shop.close(body)).status).toBe(204);
    expect(await shop.stateOf(body)).toEqual(['CLOSED', 'CLOSED']);
    expect(await shop.pay(body)).toMatchObject({ status: 409, error: { code: 'CLOSED' } });
  });

  test.each<[string, (orders: SubOrder[]) => Json]>([
    ['with an order missing', ([first]) => ({ sub_orders: [first] })],
    ['with another order', ([first]) => ({ sub_orders: [first, { mchid: other.mchid, out_trade_no: 'T00000001' }] })],
    ['with another appid', () => ({ combine_appid: gateway.merchant.appid })],
  ])('%s is refused', async (_, change) => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const named = body.sub_orders.map(({ mchid, out_trade_no }) => ({ mchid, out_trade_no }));
    expect(await shop.close(body, change(named))).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '关单的合单信息与下单时不一致' },
    });
    expect(await shop.stateOf(body)).toEqual(['NOTPAY', 'NOTPAY']);
  });

  test('is not possible once paid, nor of an order nobody made', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    await shop.pay(body);
    expect(await shop.close(body)).toMatchObject({ status: 400, body: { code: 'ORDER_PAID' } });
    expect(await shop.close({ ...body, combine_out_trade_no: 'C00000000' })).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
    expect(await gateway.v3('GET', '/v3/combine-transactions/out-trade-no/C00000000')).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
  });

  test('an order that nobody paid in time is closed', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    await gateway.control('clock', { advanceSeconds: 7 * 86_400 });
    expect(await shop.stateOf(body)).toEqual(['CLOSED', 'CLOSED']);
    expect(await shop.pay(body)).toMatchObject({ status: 409, error: { code: 'EXPIRED' } });
  });
});

describe('an order that is part of a combined one', () => {
  test.each<[string, 'GET' | 'POST', string, string]>([
    ['queried', 'GET', '', '合单支付的订单请使用查询合单订单接口'],
    ['closed', 'POST', '/close', '合单支付的订单请使用关闭合单订单接口'],
  ])('cannot be %s alone', async (_, method, end, message) => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const [{ out_trade_no }] = body.sub_orders as [SubOrder];
    const { mchid } = gateway.merchant;
    const target = `/v3/pay/transactions/out-trade-no/${out_trade_no}${end}`;
    const answer =
      method === 'GET'
        ? await gateway.v3('GET', `${target}?mchid=${mchid}`)
        : await gateway.v3('POST', target, { mchid });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', message } });
  });

  test('cannot be closed by API v2 either', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const [{ out_trade_no }] = body.sub_orders as [SubOrder];
    await gateway.control('clock', { advanceSeconds: 300 });
    expect(await gateway.v2('/pay/closeorder', { out_trade_no })).toMatchObject({
      result_code: 'FAIL',
      err_code: 'INVALID_REQUEST',
      err_code_des: '合单支付的订单请使用关闭合单订单接口',
    });
    expect(await shop.stateOf(body)).toEqual(['NOTPAY', 'NOTPAY']);
  });

  test('cannot be paid alone', async () => {
    const body = shop.combination();
    await shop.post('jsapi', body);
    const [{ out_trade_no: outTradeNo }] = body.sub_orders as [SubOrder];
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ status: 409, error: { code: 'COMBINED' } });
    expect(await shop.stateOf(body)).toEqual(['NOTPAY', 'NOTPAY']);
  });
});
