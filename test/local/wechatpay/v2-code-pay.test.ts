import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Hash, Wechatpay } from 'wechatpay-axios-plugin';
import { codePay, codePayMerchants, number, outTradeNo, subMerchant } from './support/code-pay';
import { type Fields, type Json, startGateway, type TestGateway } from './support/gateway';
import { merchantKeys } from './support/refunds';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: codePayMerchants });
});
afterAll(() => gateway.close());

const { later, faults, paycode, order, charge, query, reverse, asOther, askedForPassword } = codePay(() => gateway);

test('wechatpay-axios-plugin charges a code, queries and takes the money back', async () => {
  const { merchant } = gateway;
  const wechatpay = new Wechatpay({
    mchid: merchant.mchid,
    serial: merchant.merchantSerial,
    privateKey: gateway.key('merchant.key'),
    certs: { [merchant.platformSerial]: gateway.key('platform.pem') },
    secret: merchant.apiKey,
    merchant: { ...merchantKeys(gateway), ca: gateway.key('tls.pem') },
    baseURL: gateway.tlsUrl,
  });
  const common = { appid: merchant.appid, mch_id: merchant.mchid, sign_type: 'HMAC-SHA256' };
  const asked: Fields = { ...common, ...order({ auth_code: '134567890123456789' }) };
  const security = { security: true } as object;
  const charged = await wechatpay.chain('v2/pay/micropay').post(asked, security);
  expect(charged.data).toMatchObject({ result_code: 'SUCCESS', trade_type: 'MICROPAY', total_fee: '1280' });
  const asking = { ...common, ...number(asked) };
  expect((await wechatpay.chain('v2/pay/orderquery').post(asking, security)).data).toMatchObject({
    trade_state: 'SUCCESS',
    transaction_id: (charged.data as Fields).transaction_id,
  });
  await later(15);
  const reversed = await wechatpay.chain('v2/secapi/pay/reverse').post(asking, security);
  expect(reversed.data).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
});

describe('charging a code', () => {
  test('pays at once, and nobody is notified', async () => {
    const asked = order({ auth_code: await paycode({ openid: 'oBuyer' }), attach: '店 1', device_info: 'POS-1' });
    const answer = await charge(asked);
    expect(answer).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      device_info: 'POS-1',
      openid: 'oBuyer',
      is_subscribe: 'N',
      trade_type: 'MICROPAY',
      bank_type: 'OTHERS',
      total_fee: '1280',
      cash_fee: '1280',
      fee_type: 'CNY',
      transaction_id: expect.stringMatching(/^4200\d{24}$/),
      out_trade_no: asked.out_trade_no,
      attach: '店 1',
      time_end: expect.stringMatching(/^\d{14}$/),
    });
    expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
    expect(await query(asked)).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type: 'MICROPAY',
      device_info: 'POS-1',
      openid: 'oBuyer',
      transaction_id: answer.transaction_id,
    });
    const state = (await gateway.control('state', undefined, 'GET')) as { orders?: Json[]; notifications?: Json[] };
    const about = { outTradeNo: asked.out_trade_no };
    expect(state.orders).toContainEqual(expect.objectContaining({ ...about, tradeType: 'MICROPAY', state: 'SUCCESS' }));
    expect(state.notifications).not.toContainEqual(expect.objectContaining(about));
  });

  test('a code that was not issued here is somebody’s, and can be used once as well', async () => {
    expect(await charge(order({ auth_code: '101234567890123456' }))).toMatchObject({ result_code: 'SUCCESS' });
    expect(await charge(order({ auth_code: '101234567890123456' }))).toMatchObject({ err_code: 'AUTH_CODE_ERROR' });
  });

  test('a service provider charges for a sub-merchant, whose numbers are his own', async () => {
    const asked = order({ ...subMerchant, auth_code: await paycode({ openid: 'oBuyer', subOpenid: 'oSub' }) });
    expect(await charge(asked)).toMatchObject({
      result_code: 'SUCCESS',
      sub_mch_id: '1900000109',
      sub_appid: 'wxsub0000000000001',
      openid: 'oBuyer',
      sub_openid: 'oSub',
      sub_is_subscribe: 'N',
    });
    expect(await query(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
    const asking = { ...number(asked), sub_mch_id: '1900000109' };
    expect(await gateway.v2('/pay/orderquery', asking)).toMatchObject({ trade_state: 'SUCCESS', sub_openid: 'oSub' });
    await later(15);
    expect(await reverse(number(asked))).toMatchObject({ err_code: 'TRADE_ERROR' });
    expect(await reverse(asking)).toMatchObject({ result_code: 'SUCCESS', sub_mch_id: '1900000109' });
  });

  test.each(['12345678901234567', '1234567890123456789', '161234567890123456', '091234567890123456', 'scan'])(
    'the code %s is none of WeChat’s',
    async (auth_code) => {
      expect(await charge(order({ auth_code }))).toMatchObject({
        result_code: 'FAIL',
        err_code: 'AUTH_CODE_INVALID',
        err_code_des: '请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)',
      });
    },
  );

  test.each<[string, Fields, string]>([
    ['no code', {}, '输入源“/body/xml/auth_code”映射到字段“付款码”必填性规则校验失败，此字段为必填项'],
    ['an expiry in the past', { auth_code: '1'.repeat(18), time_expire: '20200101000000' }, 'time_expire时间已过期'],
    [
      'a day that does not exist',
      { auth_code: '1'.repeat(18), time_expire: '20260231000000' },
      'time_expire参数格式错误',
    ],
  ])('%s is refused without a signature', async (_, fields, return_msg) => {
    expect(await charge(order(fields))).toEqual({ return_code: 'FAIL', return_msg });
  });

  type Refused = [err_code: string, err_code_des: string, ask: () => Promise<Record<string, string>>];
  test.each<Refused>([
    [
      'AUTHCODEEXPIRE',
      '二维码已过期，请用户在微信上刷新后再试',
      async () => {
        const auth_code = await paycode();
        await later(60);
        return charge(order({ auth_code }));
      },
    ],
    [
      'AUTH_CODE_ERROR',
      '每个二维码仅限使用一次，请刷新再试',
      async () => {
        const auth_code = await paycode();
        await charge(order({ auth_code }));
        return charge(order({ auth_code }));
      },
    ],
    ['NOTENOUGH', '余额不足', async () => charge(order({ auth_code: await paycode({ balance: 1279 }) }))],
    [
      'BUYER_MISMATCH',
      '支付帐号错误',
      async () => {
        const asked = await askedForPassword();
        return charge({ ...asked, auth_code: await paycode({ openid: 'oOther' }) });
      },
    ],
    [
      'TRADE_ERROR',
      '支付失败,请撤销订单',
      async () => {
        const asked = await askedForPassword();
        await gateway.control('pay', { ...outTradeNo(asked), outcome: 'fail' });
        return charge({ ...asked, auth_code: await paycode({ openid: 'oBuyer' }) });
      },
    ],
    [
      'ORDERPAID',
      '该订单已支付',
      async () => {
        const asked = order({ auth_code: await paycode() });
        await charge(asked);
        return charge(asked);
      },
    ],
    [
      'ORDERREVERSED',
      '订单已撤销',
      async () => {
        const asked = order({ auth_code: await paycode() });
        await charge(asked);
        await later(15);
        await reverse(number(asked));
        return charge(asked);
      },
    ],
    [
      'ORDERCLOSED',
      '该订单已关闭',
      async () => {
        const asked = await askedForPassword();
        await gateway.control('pay', { ...outTradeNo(asked), outcome: 'cancel' });
        await later(7 * 86_400);
        return charge({ ...asked, auth_code: await paycode({ openid: 'oBuyer' }) });
      },
    ],
    [
      'INVALID_REQUEST',
      '201 商户订单号重复',
      async () => {
        const asked = await askedForPassword();
        return charge({ ...asked, total_fee: 1281, auth_code: await paycode({ openid: 'oBuyer' }) });
      },
    ],
    [
      'OUT_TRADE_NO_USED',
      '商户订单号重复',
      async () => {
        const ordered = gateway.v2Order();
        await gateway.v2('/pay/unifiedorder', ordered);
        return charge({ ...order(), ...number(ordered), auth_code: await paycode() });
      },
    ],
    [
      'NOAUTH',
      '商户无权限使用该付款码',
      async () => {
        const auth_code = await paycode();
        await asOther('/tools/authcodetoopenid', { auth_code });
        return charge(order({ auth_code }));
      },
    ],
  ])('is refused with %s', async (err_code, err_code_des, ask) => {
    const answer = await ask();
    expect(answer).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code, err_code_des });
    expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
  });

  test.each(['SYSTEMERROR', 'BANKERROR', 'NOTSUPORTCARD', 'PARAM_ERROR', 'LACK_PARAMS', 'APPID_NOT_EXIST'])(
    'is refused with %s when asked to, and nothing was done',
    async (code) => {
      await faults({ refuse: { path: '/pay/micropay', code, times: 1 } });
      const asked = order({ auth_code: await paycode() });
      expect(await charge(asked)).toMatchObject({ result_code: 'FAIL', err_code: code });
      expect(await query(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
      expect(await charge(asked)).toMatchObject({ result_code: 'SUCCESS' });
    },
  );
});

describe('a buyer who is asked for the password', () => {
  test.each([
    [100_000, { result_code: 'SUCCESS' }],
    [100_001, { result_code: 'FAIL', err_code: 'USERPAYING' }],
  ])('is so above a thousand yuan: %i fen', async (total_fee, answer) => {
    expect(await charge(order({ total_fee, auth_code: await paycode() }))).toMatchObject(answer);
  });

  test.each([
    ['success', 'SUCCESS', '支付成功'],
    ['cancel', 'NOTPAY', '订单未支付'],
    ['fail', 'PAYERROR', '支付失败,请撤销订单'],
  ])('and says %s is seen by the query', async (outcome, trade_state, trade_state_desc) => {
    const asked = await askedForPassword();
    expect(await query(asked)).toMatchObject({
      trade_state: 'USERPAYING',
      trade_state_desc: '需要用户输入支付密码',
      total_fee: '1280',
    });
    expect(await gateway.control('pay', { ...outTradeNo(asked), outcome })).toMatchObject({
      paid: outcome === 'success',
      total: 1280,
    });
    expect(await query(asked)).toMatchObject({ trade_state, trade_state_desc });
  });

  test('has a minute to type it', async () => {
    const asked = await askedForPassword();
    await later(50);
    expect(await query(asked)).toMatchObject({ trade_state: 'USERPAYING' });
    await later(10);
    expect(await query(asked)).toMatchObject({ trade_state: 'PAYERROR' });
    expect(await gateway.control('pay', outTradeNo(asked))).toMatchObject({
      status: 409,
      error: { code: 'NOT_ASKED' },
    });
  });

  test('is still asked when the same charge comes again', async () => {
    const asked = await askedForPassword();
    expect(await charge(asked)).toMatchObject({ err_code: 'USERPAYING' });
    expect(await gateway.control('pay', { ...outTradeNo(asked), openid: 'oOther' })).toMatchObject({
      error: { code: 'WRONG_PAYER' },
    });
    await gateway.control('pay', { ...outTradeNo(asked), openid: 'oBuyer' });
    expect(await query(asked)).toMatchObject({ trade_state: 'SUCCESS', openid: 'oBuyer' });
  });

  test('and gave up can be charged again under the number, with a fresh code', async () => {
    const asked = await askedForPassword();
    await gateway.control('pay', { ...outTradeNo(asked), outcome: 'cancel' });
    expect(await charge(asked)).toMatchObject({ err_code: 'AUTH_CODE_ERROR' });
    const again = { ...asked, auth_code: await paycode({ openid: 'oBuyer' }) };
    expect(await charge(again)).toMatchObject({ result_code: 'SUCCESS' });
  });
});
