import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, startGateway, type TestGateway } from './support/gateway';

const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { others: { subMerchants: [sub] } } });
});
afterAll(() => gateway.close());

type Name = 'jsapi' | 'app' | 'h5' | 'native';
const h5 = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } };

/** An order that the product takes. */
function orderFor(name: Name, change: Json = {}): Json {
  const { payer, ...order } = gateway.v3Order();
  return { ...order, ...(name === 'jsapi' && { payer }), ...(name === 'h5' && { scene_info: h5 }), ...change };
}

function partnerOrderFor(name: Name, change: Json = {}): Json {
  const { appid, mchid, payer: _, ...order } = orderFor(name);
  const parties = { sp_appid: appid, sp_mchid: mchid, sub_mchid: sub.mchid };
  return { ...parties, ...order, ...(name === 'jsapi' && { payer: { sp_openid: 'oBuyer' } }), ...change };
}

const post = (name: Name, body: Json) => gateway.v3('POST', `/v3/pay/transactions/${name}`, body);
const query = (order: Json) =>
  gateway.v3('GET', `/v3/pay/transactions/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`);

const products: [Name, string, string, RegExp][] = [
  ['jsapi', 'JSAPI', 'prepay_id', /^wx\d{14}[0-9a-f]{20}$/],
  ['app', 'APP', 'prepay_id', /^wx\d{14}[0-9a-f]{20}$/],
  [
    'h5',
    'MWEB',
    'h5_url',
    /^http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=wx[0-9a-f]{34}&package=\d+$/,
  ],
  ['native', 'NATIVE', 'code_url', /^weixin:\/\/wxpay\/bizpayurl\?pr=[\w-]{9}$/],
];

describe.each(products)('%s', (name, tradeType, credential, shape) => {
  test('answers what the buyer pays with, and the same again while it can be used', async () => {
    const order = orderFor(name);
    const first = await post(name, order);
    expect(first).toMatchObject({ status: 200, body: { [credential]: expect.stringMatching(shape) } });
    expect(Object.keys(first.body)).toEqual([credential]);
    expect((await post(name, order)).body).toEqual(first.body);
  });

  test('is paid by whoever pays, and the query tells with what', async () => {
    const order = orderFor(name);
    await post(name, order);
    expect((await query(order)).body).not.toHaveProperty('trade_type');
    const paid = await gateway.control('pay', { outTradeNo: order.out_trade_no, openid: 'oBuyer' });
    expect((await query(order)).body).toMatchObject({
      trade_type: tradeType,
      trade_state: 'SUCCESS',
      transaction_id: paid.transactionId,
      payer: { openid: 'oBuyer' },
    });
  });

  test('is ordered by a service provider too', async () => {
    const order = partnerOrderFor(name);
    const path = '/v3/pay/partner/transactions';
    const placed = await gateway.v3('POST', `${path}/${name}`, order);
    expect(placed).toMatchObject({ status: 200, body: { [credential]: expect.stringMatching(shape) } });
    await gateway.control('pay', { outTradeNo: order.out_trade_no, openid: 'oBuyer' });
    const party = `sp_mchid=${gateway.merchant.mchid}&sub_mchid=${sub.mchid}`;
    expect((await gateway.v3('GET', `${path}/out-trade-no/${order.out_trade_no}?${party}`)).body).toMatchObject({
      sp_mchid: gateway.merchant.mchid,
      sub_mchid: sub.mchid,
      trade_type: tradeType,
      payer: { sp_openid: 'oBuyer' },
    });
    const refused = await gateway.v3('POST', `${path}/${name}`, partnerOrderFor(name, { sub_mchid: '1900000110' }));
    expect(refused).toMatchObject({ status: 403, body: { code: 'NO_AUTH', message: '受理关系不存在' } });
  });

  test.each<[string, Json, number, string, number]>([
    ['nothing to pay', { amount: { total: 0 } }, 400, 'PARAM_ERROR', 268435464],
    ['an appid of somebody else', { appid: 'wx1' }, 400, 'APPID_MCHID_NOT_MATCH', 268445527],
    ['an mchid that did not sign', { mchid: '1900000001' }, 400, 'INVALID_REQUEST', 268447843],
    ['a field nobody knows', { trade_type: 'JSAPI' }, 400, 'PARAM_ERROR', 270924358],
  ])('with %s is refused', async (_, change, status, code, number) => {
    const answer = await post(name, orderFor(name, change));
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers['request-id']).toMatch(new RegExp(`-${number}$`));
  });

  test('does not take a number again that was paid, closed, or used with other parameters', async () => {
    const [paid, closed, open] = [orderFor(name), orderFor(name), orderFor(name)];
    for (const order of [paid, closed, open]) await post(name, order);
    await gateway.control('pay', { outTradeNo: paid.out_trade_no });
    await gateway.v3('POST', `/v3/pay/transactions/out-trade-no/${closed.out_trade_no}/close`, {
      mchid: gateway.merchant.mchid,
    });
    expect(await post(name, paid)).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
    expect(await post(name, closed)).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
    expect(await post(name, { ...open, attach: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
    const other = name === 'native' ? 'app' : 'native';
    expect(await post(other, { ...orderFor(other), out_trade_no: open.out_trade_no })).toMatchObject({
      status: 403,
      body: { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' },
    });
  });
});

test.each<[Name]>([['app'], ['native'], ['h5']])('%s knows no payer', async (name) => {
  expect(await post(name, orderFor(name, { payer: { openid: 'oBuyer' } }))).toMatchObject({
    status: 400,
    body: { code: 'PARAM_ERROR', detail: { value: ['/body/payer'] } },
  });
});

describe('H5', () => {
  const required = (name: string, label: string) =>
    `输入源“/body/scene_info${name}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;

  test.each<[string, unknown, string]>([
    ['no scene', undefined, required('', '场景信息')],
    ['no address', { h5_info: { type: 'Wap' } }, required('/payer_client_ip', '用户终端IP')],
    ['no h5_info', { payer_client_ip: '203.0.113.7' }, required('/h5_info', 'H5场景信息')],
    ['no type', { ...h5, h5_info: {} }, required('/h5_info/type', '场景类型')],
    [
      'a type nobody knows',
      { ...h5, h5_info: { type: 'Web' } },
      '输入源“/body/scene_info/h5_info/type”映射到值字段“场景类型”字符串规则校验失败，字符串必须匹配正则表达式“^(iOS|Android|Wap)$”',
    ],
    [
      'a loopback address',
      { ...h5, payer_client_ip: '127.0.0.1' },
      'payer_client_ip应为用户终端的真实IP，不能是本机地址',
    ],
    ['a name for an address', { ...h5, payer_client_ip: 'localhost' }, 'payer_client_ip不是合法的IP地址'],
  ])('with %s is refused', async (_, scene_info, message) => {
    expect(await post('h5', orderFor('h5', { scene_info }))).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message },
    });
  });

  test('takes an address of IPv6, and everything the page lists', async () => {
    const h5_info = { type: 'iOS', app_name: '店', app_url: 'https://x.example', bundle_id: 'b', package_name: 'p' };
    const store_info = { id: '1', name: '店', area_code: '440305', address: '路 1 号' };
    const scene_info = { payer_client_ip: '2001:db8::7', device_id: 'D1', store_info, h5_info };
    expect(await post('h5', orderFor('h5', { scene_info }))).toMatchObject({ status: 200 });
  });

  test('gives a new address after five minutes', async () => {
    const order = orderFor('h5');
    const first = (await post('h5', order)).body.h5_url;
    await gateway.control('clock', { advanceSeconds: 290 });
    expect((await post('h5', order)).body.h5_url).toBe(first);
    await gateway.control('clock', { advanceSeconds: 10 });
    expect((await post('h5', order)).body.h5_url).not.toBe(first);
  });
});

test('Native is paid by whoever scans its code, once', async () => {
  const { code_url: codeUrl } = (await post('native', orderFor('native'))).body;
  expect(await gateway.control('pay', { codeUrl, openid: 'oBuyer' })).toMatchObject({ paid: true });
  expect(await gateway.control('pay', { codeUrl })).toMatchObject({ status: 409, error: { code: 'PAID' } });
});
