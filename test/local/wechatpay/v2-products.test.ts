import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Hash } from 'wechatpay-axios-plugin';
import { type Fields, type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { fromXml } from './support/sign';

let gateway: TestGateway;
let shop: Awaited<ReturnType<typeof startMerchantServer>>;
beforeAll(async () => {
  shop = await startMerchantServer();
  gateway = await startGateway({
    merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
  });
});
afterAll(async () => {
  await gateway.close();
  await shop.close();
});
beforeEach(() => {
  shop.received.length = 0;
});

const wap = (change: Json = {}) =>
  JSON.stringify({ h5_info: { type: 'Wap', wap_url: 'https://m.example.com', wap_name: '苹果店', ...change } });
const own: Record<string, Fields> = {
  NATIVE: { product_id: 'APPLE-500' },
  APP: {},
  MWEB: { scene_info: wap(), spbill_create_ip: '113.108.77.70' },
};
const order = (trade_type: string, fields: Fields = {}): Fields => {
  const { openid: _, ...rest } = gateway.v2Order({ trade_type, notify_url: shop.url, ...own[trade_type], ...fields });
  return rest;
};
const place = (fields: Fields) => gateway.v2('/pay/unifiedorder', fields);
const query = ({ out_trade_no }: Fields, more: Fields = {}) =>
  gateway.v2('/pay/orderquery', { out_trade_no: out_trade_no as string, ...more });
const prepayId = expect.stringMatching(/^wx\d{14}[0-9a-f]{20}$/);

describe('each way to pay', () => {
  test.each<[string, () => Json]>([
    ['NATIVE', () => ({ code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=[\w-]{9}$/) })],
    ['APP', () => ({})],
    [
      'MWEB',
      () => ({
        mweb_url: expect.stringMatching(
          new RegExp(`^${gateway.url}/cgi-bin/mmpayweb-bin/checkmweb\\?prepay_id=wx\\w{34}&package=\\d+$`),
        ),
      }),
    ],
  ])(
    '%s has a credential of its own, and is paid, queried and notified by its name',
    async (trade_type, credential) => {
      const asked = order(trade_type, { device_info: 'WEB', attach: '店 1' });
      const answer = await place(asked);
      const { code_url, mweb_url } = answer;
      expect({ code_url, mweb_url }).toEqual({ code_url: undefined, mweb_url: undefined, ...credential() });
      expect(answer).toMatchObject({ result_code: 'SUCCESS', trade_type, prepay_id: prepayId, device_info: 'WEB' });
      expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
      const with_ = code_url ? { codeUrl: code_url } : mweb_url ? { webUrl: mweb_url } : { prepayId: answer.prepay_id };
      const { transactionId } = await gateway.control('pay', { ...with_, openid: 'oScanner' });
      const paid = {
        trade_type,
        openid: 'oScanner',
        transaction_id: transactionId,
        device_info: 'WEB',
        attach: '店 1',
      };
      expect(await query(asked)).toMatchObject({ trade_state: 'SUCCESS', ...paid });
      const [notification] = await shop.hears(1);
      const told = fromXml(notification?.body as string);
      expect(told).toMatchObject({ ...paid, out_trade_no: asked.out_trade_no, total_fee: '1280' });
      expect(Hash.sign('MD5', told, gateway.merchant.apiKey)).toBe(told.sign);
      const { orders } = (await gateway.control('state', undefined, 'GET')) as unknown as { orders: Json[] };
      expect(orders).toContainEqual(
        expect.objectContaining({ outTradeNo: asked.out_trade_no, tradeType: trade_type, state: 'SUCCESS' }),
      );
    },
  );

  test.each(['NATIVE', 'APP', 'MWEB'])('a service provider orders by %s for a sub-merchant', async (trade_type) => {
    const asked = order(trade_type, { sub_mch_id: '1900000109', sub_appid: 'wxsub0000000000001' });
    expect(await place(asked)).toMatchObject({ result_code: 'SUCCESS', trade_type, sub_mch_id: '1900000109' });
    expect(await query(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
    expect(await query(asked, { sub_mch_id: '1900000109' })).toMatchObject({ trade_state: 'NOTPAY' });
  });

  test.each([
    ['NATIVE', 'code_url', 'codeUrl', 7200, 'CODE_EXPIRED'],
    ['MWEB', 'mweb_url', 'webUrl', 300, 'PAGE_EXPIRED'],
  ])('of %s, the %s is good for its time, and renewed by ordering again', async (type, field, key, seconds, code) => {
    const asked = order(type);
    const first = await place(asked);
    expect((await place(asked))[field]).toBe(first[field]);
    await gateway.control('clock', { advanceSeconds: seconds });
    expect(await gateway.control('pay', { [key]: first[field] })).toMatchObject({ status: 409, error: { code } });
    const second = await place(asked);
    expect(second[field]).not.toBe(first[field]);
    expect(await gateway.control('pay', { [key]: first[field] })).toMatchObject({ status: 404 });
    expect(await gateway.control('pay', { [key]: second[field] })).toMatchObject({ paid: true });
  });
});

describe('a unified order is refused without a signature', () => {
  const scene = 'scene_info参数格式错误：';
  test.each<[string, string, Fields, string]>([
    ['NATIVE', 'without product_id', { product_id: '' }, '缺少参数product_id'],
    ['MWEB', 'without scene_info', { scene_info: '' }, '缺少参数scene_info'],
    [
      'MWEB',
      'whose scene_info is no JSON',
      { scene_info: 'Wap' },
      `${scene}应为JSON，h5_info.type应为Wap、IOS或Android`,
    ],
    ['MWEB', 'without h5_info', { scene_info: '{}' }, `${scene}应为JSON，h5_info.type应为Wap、IOS或Android`],
    [
      'MWEB',
      'of a type nobody knows',
      { scene_info: '{"h5_info":{"type":"toString"}}' },
      `${scene}应为JSON，h5_info.type应为Wap、IOS或Android`,
    ],
    ['MWEB', 'without wap_url', { scene_info: wap({ wap_url: '' }) }, `${scene}缺少h5_info.wap_url`],
    [
      'MWEB',
      'without bundle_id',
      { scene_info: '{"h5_info":{"type":"IOS","app_name":"苹果店"}}' },
      `${scene}缺少h5_info.bundle_id`,
    ],
    [
      'MWEB',
      'without package_name',
      { scene_info: '{"h5_info":{"type":"Android","app_name":"苹果店"}}' },
      `${scene}缺少h5_info.package_name`,
    ],
    [
      'MWEB',
      'from this machine',
      { spbill_create_ip: '127.0.0.1' },
      'spbill_create_ip应为用户终端的真实IP，不能是本机地址',
    ],
    ['MWEB', 'from no address', { spbill_create_ip: '1.2.3' }, 'spbill_create_ip参数格式错误'],
    ['BARTER', 'of a product nobody has', {}, 'trade_type参数格式错误：BARTER'],
    ['toString', 'of what every object has', {}, 'trade_type参数格式错误：toString'],
  ])('%s %s', async (trade_type, _, change, return_msg) => {
    expect(await place(order(trade_type, change))).toEqual({ return_code: 'FAIL', return_msg });
  });
});

test('the number of an order of one product cannot order by another', async () => {
  const asked = order('APP');
  await place(asked);
  const { out_trade_no } = asked;
  expect(await place(order('NATIVE', { out_trade_no: out_trade_no as string }))).toMatchObject({
    err_code: 'INVALID_REQUEST',
    err_code_des: '201 商户订单号重复',
  });
});

test.each([
  ['NOAUTH', '商户无此接口权限'],
  ['NOTENOUGH', '余额不足'],
  ['OUT_TRADE_NO_USED', '商户订单号重复'],
  ['APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配'],
])('a unified order is refused with %s when asked to', async (code, err_code_des) => {
  await gateway.control('faults', { refuse: { path: '/pay/unifiedorder', code, times: 1 } });
  expect(await place(order('APP'))).toMatchObject({ result_code: 'FAIL', err_code: code, err_code_des });
});

test('an answer that HMAC-SHA256 signs shows an empty device_info, which is not signed', async () => {
  const asked = order('APP', { sign_type: 'HMAC-SHA256' });
  for (const answer of [await place(asked), await query(asked, { sign_type: 'HMAC-SHA256' })]) {
    expect(answer).toMatchObject({ result_code: 'SUCCESS', device_info: '' });
    const { device_info: _, ...signed } = answer;
    expect(Hash.sign('HMAC-SHA256', signed, gateway.merchant.apiKey)).toBe(answer.sign);
  }
});
