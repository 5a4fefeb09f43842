import { describe, expect, test } from '@jest/globals';
import type { Fields } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { rsa, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });
describe('the cashier', () => {
  const base = (prepayId: unknown, signType: string) => ({
    appId: gateway.merchant.appid,
    timeStamp: '1700000000',
    nonceStr: 'NONCE',
    package: `prepay_id=${prepayId}`,
    signType,
  });
  type Base = ReturnType<typeof base>;
  const rsaText = ({ appId, timeStamp, nonceStr, package: packed }: Base) =>
    `${appId}\n${timeStamp}\n${nonceStr}\n${packed}\n`;
  const ordered = async (api: 'v2' | 'v3', change: Fields = {}) => {
    if (api === 'v2') {
      const { prepay_id } = await gateway.v2('/pay/unifiedorder', gateway.v2Order(change));
      return base(prepay_id, (change.sign_type as string) ?? 'MD5');
    }
    const { body } = await gateway.v3('POST', '/v3/pay/transactions/jsapi', gateway.v3Order());
    return base(body.prepay_id, 'RSA');
  };

  test.each(['MD5', 'HMAC-SHA256'] as const)('accepts an order of API v2 with %s', async (sign_type) => {
    const parameters = await ordered('v2', { sign_type });
    const paySign = v2Sign(parameters, gateway.merchant.apiKey, sign_type);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toEqual({
      status: 200,
      ok: true,
      outTradeNo: expect.any(String),
      prepayId: parameters.package.slice('prepay_id='.length),
      total: 1280,
      description: '苹果 500 克',
      merchantName: '本地商户',
      openid: 'oBuyer',
    });
  });

  test('accepts an order of API v3', async () => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({ ok: true, total: 1280 });
  });

  const failed = 'requestPayment:fail 支付验证签名失败';
  test.each<[string, string, (parameters: Base, key: string) => string]>([
    ['app-id-missing', failed, ({ appId: _, ...rest }, key) => v2Sign(rest, key)],
    ['app-id-misspelled', failed, ({ appId, ...rest }, key) => v2Sign({ appid: appId, ...rest }, key)],
    [
      'prepay-id-prefix-missing',
      failed,
      (all, key) => v2Sign({ ...all, package: all.package.slice('prepay_id='.length) }, key),
    ],
    ['wrong-algorithm', failed, (all, key) => v2Sign(all, key, 'HMAC-SHA256')],
    ['lower-case', failed, (all, key) => v2Sign(all, key).toLowerCase()],
    ['wrong-key', failed, (all) => v2Sign(all, gateway.merchant.apiV3Key)],
    ['field-not-signed', failed, ({ signType: _, ...rest }, key) => v2Sign(rest, key)],
  ])('refuses a paySign of API v2 and explains it: %s', async (mistake, errMsg, signed) => {
    const parameters = await ordered('v2');
    const paySign = signed(parameters, gateway.merchant.apiKey);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({ ok: false, errMsg, mistake });
  });

  test.each<[string, (parameters: Base) => string]>([
    ['app-id-missing', (all) => rsa(rsaText(all).replace(/^.*\n/, ''), gateway.signer.privateKey)],
    ['prepay-id-prefix-missing', (all) => rsa(rsaText(all).replace('prepay_id=', ''), gateway.signer.privateKey)],
    ['trailing-newline-missing', (all) => rsa(rsaText(all).slice(0, -1), gateway.signer.privateKey)],
    ['v2-signature', (all) => v2Sign(all, gateway.merchant.apiKey)],
    ['wrong-app-id', (all) => rsa(rsaText({ ...all, appId: 'wxother0000000001' }), gateway.signer.privateKey)],
  ])('refuses a paySign of API v3 and explains it: %s', async (mistake, signed) => {
    const parameters = await ordered('v3');
    const answer = await gateway.control('cashier', { ...parameters, paySign: signed(parameters) });
    expect(answer).toMatchObject({ ok: false, errMsg: failed, mistake });
  });

  test.each<[string, object, string]>([
    [
      'a number for a string',
      { timeStamp: 1700000000 },
      'parameter error: parameter.timeStamp should be String instead of Number;',
    ],
    ['no package', { package: undefined }, '调用支付JSAPI缺少参数：package'],
    ['a package without prepay_id=', { package: 'wx1' }, '调用支付JSAPI缺少参数：package'],
    ['a prepay_id nobody made', { package: 'prepay_id=wx1' }, '调用支付JSAPI缺少参数：total_fee'],
    ['an appid that did not order', { appId: 'wx1' }, '调用支付JSAPI缺少参数：appId'],
    ['a sign type that the order does not have', { signType: 'MD5' }, '支付验证签名失败'],
  ])('refuses %s', async (_, change, message) => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    const answer = await gateway.control('cashier', { ...parameters, paySign, ...change });
    expect(answer).toMatchObject({ status: 200, ok: false, errMsg: `requestPayment:fail ${message}` });
  });

  test('refuses an order that was paid, or whose prepay_id is two hours old', async () => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    await gateway.control('clock', { advanceSeconds: 7200 });
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({
      ok: false,
      reason: 'prepay_id 已过期（有效期 2 小时），请用原参数重新下单',
    });
    const paid = await ordered('v3');
    await gateway.control('pay', { prepayId: paid.package.slice('prepay_id='.length) });
    const again = { ...paid, paySign: rsa(rsaText(paid), gateway.signer.privateKey) };
    expect(await gateway.control('cashier', again)).toMatchObject({ ok: false, reason: '该订单已支付' });
  });

  test('leaves what it checked in the log', async () => {
    const parameters = await ordered('v3');
    await gateway.control('cashier', { ...parameters, paySign: rsa(rsaText(parameters), gateway.signer.privateKey) });
    expect(await gateway.lastExchange()).toMatchObject({
      title: '收银台验签',
      signed: rsaText(parameters),
      verdict: { ok: true },
    });
  });
});
