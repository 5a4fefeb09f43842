import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { combining, merchantFile, other, type SubOrder, sub } from './support/combined';
import { type Json, startGateway, type TestGateway } from './support/gateway';

let gateway: TestGateway;
let shop: ReturnType<typeof combining>;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile });
  shop = combining(gateway, 'http://127.0.0.1:9/notify');
});
afterEach(() => gateway.control('reset'));
afterAll(() => gateway.close());

const required = (name: string, label: string) =>
  `输入源“/body/${name}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;

test.each<[string, () => Json, number, string, string]>([
  ['one order only', () => ({ sub_orders: [shop.subOrder()] }), 400, 'PARAM_ERROR', '普通商户的合单应有2到10笔子单'],
  [
    'eleven orders',
    () => ({ sub_orders: Array.from({ length: 11 }, () => shop.subOrder()) }),
    400,
    'PARAM_ERROR',
    '普通商户的合单应有2到10笔子单',
  ],
  [
    'fifty-one orders',
    () => ({ sub_orders: Array.from({ length: 51 }, () => shop.subOrder({ sub_mchid: sub.mchid })) }),
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
    () => ({ sub_orders: [shop.subOrder({ attach: undefined }), shop.subOrder()] }),
    400,
    'PARAM_ERROR',
    required('sub_orders/0/attach', '附加数据'),
  ],
  [
    'an order of a merchant nobody knows',
    () => ({ sub_orders: [shop.subOrder(), shop.subOrder({ mchid: '1900000999' })] }),
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
  ['an appid of somebody else', () => ({ combine_appid: 'wx1' }), 400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配'],
  [
    'an mchid that did not sign',
    () => ({ combine_mchid: other.mchid }),
    400,
    'INVALID_REQUEST',
    '商户号与签名商户号不一致',
  ],
  [
    'a sub-merchant of somebody else',
    () => ({ sub_orders: [shop.subOrder({ sub_mchid: '1900000110' })] }),
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
  const answer = await shop.post('jsapi', shop.combination('jsapi', change()));
  expect(answer).toMatchObject({ status, body: { code, message } });
  expect(await gateway.control('state', undefined, 'GET')).toMatchObject({ orders: [], combinedOrders: [] });
});

test('an order whose number is in use spoils all of it', async () => {
  const single = gateway.v3Order();
  await gateway.v3('POST', '/v3/pay/transactions/jsapi', single);
  const used = [shop.subOrder(), shop.subOrder({ out_trade_no: single.out_trade_no })];
  const twice = shop.subOrder();
  for (const sub_orders of [used, [twice, twice]]) {
    expect(await shop.post('jsapi', shop.combination('jsapi', { sub_orders }))).toMatchObject({
      status: 403,
      body: { code: 'OUT_TRADE_NO_USED' },
    });
  }
  const { orders } = await gateway.control('state', undefined, 'GET');
  expect(orders).toHaveLength(1);
});

test('an order that is part of one cannot be ordered alone', async () => {
  const body = shop.combination();
  await shop.post('jsapi', body);
  const [{ out_trade_no }] = body.sub_orders as [SubOrder];
  expect(await gateway.v3('POST', '/v3/pay/transactions/jsapi', gateway.v3Order({ out_trade_no }))).toMatchObject({
    status: 403,
    body: { code: 'OUT_TRADE_NO_USED' },
  });
});

test('the number of a combined order is taken again with the same parameters only, and never once it is over', async () => {
  const [open, paid, closed] = [shop.combination(), shop.combination(), shop.combination()];
  for (const body of [open, paid, closed]) await shop.post('jsapi', body);
  await shop.pay(paid);
  await shop.close(closed);
  expect(await shop.post('jsapi', { ...open, sub_orders: [...open.sub_orders].reverse() })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
  });
  expect(await shop.post('jsapi', paid)).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
  expect(await shop.post('jsapi', closed)).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
});

test('a service provider combines orders of sub-merchants, even one', async () => {
  const sub_orders = [shop.subOrder({ sub_mchid: sub.mchid, sub_appid: sub.appids[0] })];
  const body = shop.combination('jsapi', { sub_orders, combine_payer_info: { openid: 'oBuyer', sub_openid: 'oSub' } });
  await shop.post('jsapi', body);
  await shop.pay(body);
  expect((await shop.query(body)).sub_orders).toMatchObject([
    { mchid: gateway.merchant.mchid, sub_mchid: sub.mchid, sub_appid: sub.appids[0], sub_openid: 'oSub' },
  ]);
});
