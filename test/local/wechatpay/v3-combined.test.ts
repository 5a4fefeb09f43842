import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { rsa } from './support/sign';

const other = {
  mchid: '1900000200',
  appids: [] as string[],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
};
const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
const appid = 'wxcombined00000001';
let gateway: TestGateway;
let merchant: Awaited<ReturnType<typeof startMerchantServer>>;
beforeAll(async () => {
  const merchants = [{ ...other, appids: [appid] }];
  const merchantFile = { others: { appids: [appid], merchants, subMerchants: [sub] } };
  [gateway, merchant] = await Promise.all([startGateway({ merchantFile }), startMerchantServer()]);
});
afterEach(async () => {
  await gateway.control('reset');
  merchant.received.length = 0;
  merchant.answers(204);
});
afterAll(() => Promise.all([gateway.close(), merchant.close()]));

const path = '/v3/combine-transactions';
type Name = 'jsapi' | 'app' | 'h5' | 'native';
type SubOrder = Json & { out_trade_no: string };

const subOrder = (change: Json = {}): SubOrder => ({
  mchid: gateway.merchant.mchid,
  attach: '店 1',
  amount: { total_amount: 100, currency: 'CNY' },
  out_trade_no: gateway.newNumber(),
  description: '苹果',
  ...change,
});

function combination(name: Name = 'jsapi', change: Json = {}): Json & { sub_orders: SubOrder[] } {
  const scene = { payer_client_ip: '203.0.113.7', device_id: 'POS1:1' };
  return {
    combine_appid: appid,
    combine_mchid: gateway.merchant.mchid,
    combine_out_trade_no: `C${gateway.newNumber()}`,
    notify_url: merchant.url,
    sub_orders: [subOrder(), subOrder({ mchid: other.mchid, amount: { total_amount: 23, currency: 'CNY' } })],
    ...(name === 'jsapi' && { combine_payer_info: { openid: 'oBuyer' } }),
    ...(name === 'h5' && { scene_info: { ...scene, h5_info: { type: 'Wap' } } }),
    ...change,
  };
}

const post = (name: Name, body: Json) => gateway.v3('POST', `${path}/${name}`, body);
const byNumber = (body: Json) => `${path}/out-trade-no/${body.combine_out_trade_no}`;
const query = async (body: Json) => (await gateway.v3('GET', byNumber(body))).body;
const close = (body: Json, change: Json = {}) =>
  gateway.v3('POST', `${byNumber(body)}/close`, {
    combine_appid: appid,
    sub_orders: (body.sub_orders as SubOrder[]).map(({ mchid, out_trade_no }) => ({ mchid, out_trade_no })),
    ...change,
  });
const stateOf = async (body: Json) => ((await query(body)).sub_orders as Json[]).map(({ trade_state }) => trade_state);
const pay = (body: Json, change: Json = {}) =>
  gateway.control('pay', { outTradeNo: body.combine_out_trade_no, ...change });

describe('a combined order', () => {
  test.each<[Name, string, RegExp, string]>([
    ['jsapi', 'prepay_id', /^wx[0-9a-f]{34}$/, 'JSAPI'],
    ['app', 'prepay_id', /^wx[0-9a-f]{34}$/, 'APP'],
    ['h5', 'h5_url', /\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=wx/, 'MWEB'],
    ['native', 'code_url', /^weixin:\/\/wxpay\/bizpayurl\?pr=/, 'NATIVE'],
  ])('of %s is paid with one credential, all of it', async (name, credential, shape, tradeType) => {
    const body = combination(name);
    const placed = await post(name, body);
    expect(placed).toMatchObject({ status: 200, body: { [credential]: expect.stringMatching(shape) } });
    expect((await post(name, body)).body).toEqual(placed.body);
    const names = { prepay_id: 'prepayId', h5_url: 'webUrl', code_url: 'codeUrl' };
    const paid = await gateway.control('pay', {
      [names[credential as keyof typeof names]]: placed.body[credential],
      openid: 'oBuyer',
    });
    const transaction = expect.stringMatching(/^\d{28}$/);
    expect(paid).toMatchObject({ paid: true, total: 123, transactionIds: [transaction, transaction] });
    expect((await query(body)).sub_orders).toMatchObject([{ trade_type: tradeType }, { trade_type: tradeType }]);
    expect(await pay(body)).toMatchObject({ status: 409, error: { code: 'PAID' } });
  });

  test('tells of what is not paid what it knows', async () => {
    const body = combination('native', { scene_info: { payer_client_ip: '203.0.113.7', device_id: 'POS1:1' } });
    await post('native', body);
    const [first, second] = body.sub_orders as [SubOrder, SubOrder];
    const unpaid = { trade_state: 'NOTPAY', attach: '店 1' };
    expect(await query(body)).toEqual({
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
    const body = combination();
    await post('jsapi', body);
    const { transactionIds } = await pay(body);
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
    expect(told).toEqual(await query(body));
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
    const body = combination();
    await post('jsapi', body);
    await pay(body, { notification: 'lose' });
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

  test('is shown by the cashier as one purchase', async () => {
    const body = combination();
    const { prepay_id: prepayId } = (await post('jsapi', body)).body;
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
    const body = combination();
    await post('jsapi', body);
    const { transactionIds } = await pay(body);
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
    expect(await stateOf(body)).toEqual(['REFUND', 'SUCCESS']);
  });
});

describe('ordering', () => {
  const required = (name: string, label: string) =>
    `输入源“/body/${name}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;

  test.each<[string, () => Json, number, string, string]>([
    ['one order only', () => ({ sub_orders: [subOrder()] }), 400, 'PARAM_ERROR', '普通商户的合单应有2到10笔子单'],
    [
      'eleven orders',
      () => ({ sub_orders: Array.from({ length: 11 }, () => subOrder()) }),
      400,
      'PARAM_ERROR',
      '普通商户的合单应有2到10笔子单',
    ],
    [
      'fifty-one orders',
      () => ({ sub_orders: Array.from({ length: 51 }, () => subOrder({ sub_mchid: sub.mchid })) }),
      400,
      'PARAM_ERROR',
      '输入源“/body/sub_orders”映射到数组字段“子单信息列表”规则校验失败，元素个数 51，大于最大值 50',
    ],
    [
      'no payer',
      () => ({ combine_payer_info: undefined }),
      400,
      'PARAM_ERROR',
      required('combine_payer_info', '合单支付者信息'),
    ],
    ['a payer without a name', () => ({ combine_payer_info: {} }), 400, 'PARAM_ERROR', 'JSAPI支付必须传openid'],
    [
      'a sub_openid without sub_appid',
      () => ({ combine_payer_info: { sub_openid: 'o' } }),
      400,
      'PARAM_ERROR',
      '传sub_openid时必须传sub_appid',
    ],
    [
      'an order without attach',
      () => ({ sub_orders: [subOrder({ attach: undefined }), subOrder()] }),
      400,
      'PARAM_ERROR',
      required('sub_orders/0/attach', '附加数据'),
    ],
    [
      'an order of a merchant nobody knows',
      () => ({ sub_orders: [subOrder(), subOrder({ mchid: '1900000999' })] }),
      400,
      'MCH_NOT_EXISTS',
      '商户号不存在',
    ],
    [
      'an order of a merchant without this appid',
      () => ({ combine_appid: gateway.merchant.appid }),
      400,
      'APPID_MCHID_NOT_MATCH',
      'appid和mch_id不匹配',
    ],
    [
      'an appid of somebody else',
      () => ({ combine_appid: 'wx1' }),
      400,
      'APPID_MCHID_NOT_MATCH',
      'appid和mch_id不匹配',
    ],
    [
      'an mchid that did not sign',
      () => ({ combine_mchid: other.mchid }),
      400,
      'INVALID_REQUEST',
      '商户号与签名商户号不一致',
    ],
    [
      'a sub-merchant of somebody else',
      () => ({ sub_orders: [subOrder({ sub_mchid: '1900000110' })] }),
      403,
      'NO_AUTH',
      '受理关系不存在',
    ],
    [
      'an expiry in the past',
      () => ({ time_expire: '2020-01-01T00:00:00+08:00' }),
      400,
      'PARAM_ERROR',
      'time_expire时间已过期',
    ],
  ])('%s is refused, and none of it is ordered', async (_, change, status, code, message) => {
    const answer = await post('jsapi', combination('jsapi', change()));
    expect(answer).toMatchObject({ status, body: { code, message } });
    expect(await gateway.control('state', undefined, 'GET')).toMatchObject({ orders: [], combinedOrders: [] });
  });

  test('an order whose number is in use spoils all of it', async () => {
    const single = gateway.v3Order();
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', single);
    const used = [subOrder(), subOrder({ out_trade_no: single.out_trade_no })];
    const twice = subOrder();
    for (const sub_orders of [used, [twice, twice]]) {
      expect(await post('jsapi', combination('jsapi', { sub_orders }))).toMatchObject({
        status: 403,
        body: { code: 'OUT_TRADE_NO_USED' },
      });
    }
    const { orders } = await gateway.control('state', undefined, 'GET');
    expect(orders).toHaveLength(1);
  });

  test('an order that is part of one cannot be ordered alone', async () => {
    const body = combination();
    await post('jsapi', body);
    const [{ out_trade_no }] = body.sub_orders as [SubOrder];
    expect(await gateway.v3('POST', '/v3/pay/transactions/jsapi', gateway.v3Order({ out_trade_no }))).toMatchObject({
      status: 403,
      body: { code: 'OUT_TRADE_NO_USED' },
    });
  });

  test('the number of a combined order is taken again with the same parameters only, and never once it is over', async () => {
    const [open, paid, closed] = [combination(), combination(), combination()];
    for (const body of [open, paid, closed]) await post('jsapi', body);
    await pay(paid);
    await close(closed);
    expect(await post('jsapi', { ...open, sub_orders: [...open.sub_orders].reverse() })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
    });
    expect(await post('jsapi', paid)).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
    expect(await post('jsapi', closed)).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
  });

  test('a service provider combines orders of sub-merchants, even one', async () => {
    const sub_orders = [subOrder({ sub_mchid: sub.mchid, sub_appid: sub.appids[0] })];
    const body = combination('jsapi', { sub_orders, combine_payer_info: { openid: 'oBuyer', sub_openid: 'oSub' } });
    await post('jsapi', body);
    await pay(body);
    expect((await query(body)).sub_orders).toMatchObject([
      { mchid: gateway.merchant.mchid, sub_mchid: sub.mchid, sub_appid: sub.appids[0], sub_openid: 'oSub' },
    ]);
  });
});

describe('closing', () => {
  test('closes all of it, and again', async () => {
    const body = combination();
    await post('jsapi', body);
    expect((await close(body)).status).toBe(204);
    expect((await close(body)).status).toBe(204);
    expect(await stateOf(body)).toEqual(['CLOSED', 'CLOSED']);
    expect(await pay(body)).toMatchObject({ status: 409, error: { code: 'CLOSED' } });
  });

  test.each<[string, (orders: SubOrder[]) => Json]>([
    ['with an order missing', ([first]) => ({ sub_orders: [first] })],
    ['with another order', ([first]) => ({ sub_orders: [first, { mchid: other.mchid, out_trade_no: 'T00000001' }] })],
    ['with another appid', () => ({ combine_appid: gateway.merchant.appid })],
  ])('%s is refused', async (_, change) => {
    const body = combination();
    await post('jsapi', body);
    const named = body.sub_orders.map(({ mchid, out_trade_no }) => ({ mchid, out_trade_no }));
    expect(await close(body, change(named))).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '关单的合单信息与下单时不一致' },
    });
    expect(await stateOf(body)).toEqual(['NOTPAY', 'NOTPAY']);
  });

  test('is not possible once paid, nor of an order nobody made', async () => {
    const body = combination();
    await post('jsapi', body);
    await pay(body);
    expect(await close(body)).toMatchObject({ status: 400, body: { code: 'ORDER_PAID' } });
    expect(await close({ ...body, combine_out_trade_no: 'C00000000' })).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
    expect(await gateway.v3('GET', `${path}/out-trade-no/C00000000`)).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
  });

  test('an order that nobody paid in time is closed', async () => {
    const body = combination();
    await post('jsapi', body);
    await gateway.control('clock', { advanceSeconds: 7 * 86_400 });
    expect(await stateOf(body)).toEqual(['CLOSED', 'CLOSED']);
    expect(await pay(body)).toMatchObject({ status: 409, error: { code: 'EXPIRED' } });
  });
});

describe('an order that is part of a combined one', () => {
  test.each<[string, 'GET' | 'POST', string, string]>([
    ['queried', 'GET', '', '合单支付的订单请使用查询合单订单接口'],
    ['closed', 'POST', '/close', '合单支付的订单请使用关闭合单订单接口'],
  ])('cannot be %s alone', async (_, method, end, message) => {
    const body = combination();
    await post('jsapi', body);
    const [{ out_trade_no }] = body.sub_orders as [SubOrder];
    const { mchid } = gateway.merchant;
    const target = `/v3/pay/transactions/out-trade-no/${out_trade_no}${end}`;
    const answer =
      method === 'GET'
        ? await gateway.v3('GET', `${target}?mchid=${mchid}`)
        : await gateway.v3('POST', target, { mchid });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', message } });
  });

  test('cannot be paid alone', async () => {
    const body = combination();
    await post('jsapi', body);
    const [{ out_trade_no: outTradeNo }] = body.sub_orders as [SubOrder];
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ status: 409, error: { code: 'COMBINED' } });
    expect(await stateOf(body)).toEqual(['NOTPAY', 'NOTPAY']);
  });
});
