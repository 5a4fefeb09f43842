import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './support/gateway';
import { rsa, v2Sign } from './support/sign';

const other = { mchid: '1900000200', appids: ['wx3'], apiKey: 'k'.repeat(32), apiV3Key: 'v'.repeat(32) };
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { others: { merchants: [other] } } });
});
afterAll(() => gateway.close());

type Request = Awaited<ReturnType<typeof request>>;

/** What an app has from its server, without the signature. */
async function request(api: 'v2' | 'v3', sign_type = 'MD5') {
  const { openid: _, ...order } = gateway.v2Order({ trade_type: 'APP', sign_type });
  const { payer: __, ...orderV3 } = gateway.v3Order();
  const prepayid =
    api === 'v2'
      ? (await gateway.v2('/pay/unifiedorder', order)).prepay_id
      : (await gateway.v3('POST', '/v3/pay/transactions/app', orderV3)).body.prepay_id;
  return {
    appid: gateway.merchant.appid,
    partnerid: gateway.merchant.mchid,
    prepayid: String(prepayid),
    package: 'Sign=WXPay',
    noncestr: 'NONCE',
    timestamp: '1700000000',
  };
}
const rsaText = ({ appid, timestamp, noncestr, prepayid }: Request) =>
  `${appid}\n${timestamp}\n${noncestr}\n${prepayid}\n`;
const cashier = (body: object) => gateway.control('cashier', body);

describe('an app’s request', () => {
  test.each(['MD5', 'HMAC-SHA256'] as const)('of an order of API v2 with %s opens the cashier', async (type) => {
    const asked = await request('v2', type);
    expect(await cashier({ ...asked, sign: v2Sign(asked, gateway.merchant.apiKey, type) })).toEqual({
      status: 200,
      ok: true,
      outTradeNo: expect.any(String),
      prepayId: asked.prepayid,
      total: 1280,
      description: '苹果 500 克',
      merchantName: '本地商户',
      openid: null,
    });
  });

  test('of an order of API v3 opens the cashier, and is in the log', async () => {
    const asked = await request('v3');
    const sign = rsa(rsaText(asked), gateway.signer.privateKey);
    expect(await cashier({ ...asked, sign })).toMatchObject({ ok: true, total: 1280 });
    expect(await gateway.lastExchange()).toMatchObject({ signed: rsaText(asked), verdict: { ok: true } });
  });

  test.each<[string, (asked: Request, key: string) => string]>([
    [
      'mini-program-names-used',
      ({ appid, timestamp, noncestr, prepayid }, key) =>
        v2Sign(
          { appId: appid, timeStamp: timestamp, nonceStr: noncestr, package: `prepay_id=${prepayid}`, signType: 'MD5' },
          key,
        ),
    ],
    ['sign-type-signed', (asked, key) => v2Sign({ ...asked, signType: 'MD5' }, key)],
    [
      'camel-case-names',
      ({ appid, partnerid, prepayid, noncestr, timestamp, package: packed }, key) =>
        v2Sign(
          {
            appId: appid,
            partnerId: partnerid,
            prepayId: prepayid,
            nonceStr: noncestr,
            timeStamp: timestamp,
            package: packed,
          },
          key,
        ),
    ],
    ['package-is-prepay-id', (asked, key) => v2Sign({ ...asked, package: `prepay_id=${asked.prepayid}` }, key)],
    ['field-not-signed', ({ partnerid: _, ...asked }, key) => v2Sign(asked, key)],
    ['wrong-algorithm', (asked, key) => v2Sign(asked, key, 'HMAC-SHA256')],
    ['wrong-key', (asked) => v2Sign(asked, gateway.merchant.apiV3Key)],
    ['lower-case', (asked, key) => v2Sign(asked, key).toLowerCase()],
  ])('of API v2, wrongly signed, is explained: %s', async (mistake, signed) => {
    const asked = await request('v2');
    const sign = signed(asked, gateway.merchant.apiKey);
    expect(await cashier({ ...asked, sign })).toMatchObject({ ok: false, errMsg: 'errCode -1', mistake });
  });

  test.each<[string, (asked: Request) => string]>([
    ['prepay-id-prefix-signed', (asked) => signV3(rsaText(asked).replace(/wx(?=\d{14})/, 'prepay_id=wx'))],
    ['package-signed', (asked) => signV3(rsaText({ ...asked, prepayid: asked.package }))],
    ['trailing-newline-missing', (asked) => signV3(rsaText(asked).slice(0, -1))],
    ['app-id-missing', (asked) => signV3(rsaText(asked).replace(/^.*\n/, ''))],
    ['wrong-key', (asked) => rsa(rsaText(asked), gateway.key(`${other.mchid}.key`))],
    ['v2-signature', (asked) => v2Sign(asked, gateway.merchant.apiKey)],
  ])('of API v3, wrongly signed, is explained: %s', async (mistake, signed) => {
    const asked = await request('v3');
    expect(await cashier({ ...asked, sign: signed(asked) })).toMatchObject({ ok: false, mistake });
  });

  test('with numbers that are numbers is read as an app reads it', async () => {
    const asked = await request('v3');
    const sign = signV3(rsaText(asked));
    const numbers = { partnerid: Number(asked.partnerid), timestamp: Number(asked.timestamp) };
    expect(await cashier({ ...asked, ...numbers, sign })).toMatchObject({ ok: true });
    expect(await cashier({ ...asked, timestamp: 1.5, sign })).toMatchObject({ ok: false });
  });

  test.each<[string, object, string]>([
    ['no partnerid', { partnerid: '' }, 'PayReq 的 partnerid 应为非空字符串'],
    ['a package with prepay_id', { package: 'prepay_id=wx1' }, 'PayReq 的 package 应为 Sign=WXPay'],
    ['a prepayid nobody made', { prepayid: 'wx1' }, '微信支付没有 prepay_id 为 wx1 的订单'],
    ['an appid that did not order', { appid: 'wx3' }, '发起支付的是 wx3'],
    ['a merchant that did not order', { partnerid: '1900000200' }, 'partnerid 是 1900000200'],
  ])('with %s is refused', async (_, change, reason) => {
    const asked = { ...(await request('v2')), ...change };
    const answer = await cashier({ ...asked, sign: v2Sign(asked, gateway.merchant.apiKey) });
    expect(answer).toMatchObject({ status: 200, ok: false, errMsg: 'errCode -1' });
    expect(answer.reason).toContain(reason);
  });
});

const signV3 = (text: string) => rsa(text, gateway.signer.privateKey);

test('an app opens no JSAPI order, and a mini program no APP order', async () => {
  const jsapi = (await gateway.v2('/pay/unifiedorder', gateway.v2Order())).prepay_id as string;
  const app = await request('v2');
  const wrongly = { ...app, prepayid: jsapi };
  expect(await cashier({ ...wrongly, sign: v2Sign(wrongly, gateway.merchant.apiKey) })).toMatchObject({
    ok: false,
    reason: '这是 JSAPI 订单，不能在 APP 里支付',
  });
  const parameters = {
    appId: app.appid,
    timeStamp: '1700000000',
    nonceStr: 'NONCE',
    package: `prepay_id=${app.prepayid}`,
    signType: 'MD5',
  };
  expect(await cashier({ ...parameters, paySign: v2Sign(parameters, gateway.merchant.apiKey) })).toMatchObject({
    ok: false,
    errMsg: 'requestPayment:fail 调用支付JSAPI缺少参数：total_fee',
    reason: '这是 APP 订单，不能在小程序里支付：下单时 trade_type 应为 JSAPI',
  });
});

test('an order that was paid cannot be opened again', async () => {
  const asked = await request('v2');
  await gateway.control('pay', { prepayId: asked.prepayid });
  expect(await cashier({ ...asked, sign: v2Sign(asked, gateway.merchant.apiKey) })).toMatchObject({
    ok: false,
    reason: '该订单已支付',
  });
});
