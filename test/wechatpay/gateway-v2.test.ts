import { describe, expect, test } from '@jest/globals';
import { Transformer } from 'wechatpay-axios-plugin';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import type { V2SignType } from '../../cloudfunctions/lib/wechatpay/configuration';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { signatures } from '../fixtures/wechatpay/v2.json';
import { own, prepayOrder, provider } from './asked';
import { useWechat } from './use-wechat';
import {
  APPID,
  MCHID,
  OPENID,
  OUT_TRADE_NO,
  TRANSACTION_ID,
  v2Credentials,
  v2Message,
  v2PaidFields,
  v2Sign,
  v2Xml,
} from './wechat';

const { server, gatewayV2 } = useWechat();
const order = { ...prepayOrder, description: '红富士苹果 <500 克> & 更多' };
const gateway = (signType: V2SignType = 'HMAC-SHA256', merchant = own) =>
  gatewayV2({ merchant, v2: v2Credentials(signType) });

const success = {
  return_code: 'SUCCESS',
  return_msg: 'OK',
  result_code: 'SUCCESS',
  appid: APPID,
  mch_id: MCHID,
  nonce_str: 'X',
};
const answer = (fields: Record<string, string>) =>
  server.script(() => ({ body: v2Message({ ...success, ...fields }) }));
const lastRequest = () => Transformer.toObject(server.requests.at(-1)?.body ?? '') as Record<string, string>;

describe('the unified order', () => {
  test.each(['MD5', 'HMAC-SHA256'] as const)('is what WeChat documents, signed by %s', async (signType) => {
    server.script(() => ({ body: v2Message({ ...success, prepay_id: 'wx20142' }, signType) }));
    await expect(gateway(signType).prepay(order)).resolves.toEqual({ prepayId: 'wx20142' });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/pay/unifiedorder' });
    const { sign, ...fields } = lastRequest();
    expect(fields).toEqual({
      appid: APPID,
      mch_id: MCHID,
      nonce_str: 'N0NCE',
      sign_type: signType,
      trade_type: 'JSAPI',
      body: '红富士苹果 <500 克> & 更多',
      out_trade_no: OUT_TRADE_NO,
      fee_type: 'CNY',
      total_fee: '1990',
      spbill_create_ip: '14.23.150.211',
      time_start: '20260820120000',
      time_expire: '20260820123000',
      notify_url: 'https://shop.example/trade/notify/v2/paid',
      openid: OPENID,
    });
    expect(sign).toBe(v2Sign(fields, signType));
  });

  test('of a service provider names the sub-merchant, and the payer under its mini program', async () => {
    answer({ prepay_id: 'wx1', sub_mch_id: '1900000109' });
    await gateway('HMAC-SHA256', provider).prepay(order);
    expect(lastRequest()).toMatchObject({
      sub_mch_id: '1900000109',
      sub_appid: 'wx8888888888888888',
      sub_openid: OPENID,
    });
    expect(lastRequest()).not.toHaveProperty('openid');
  });

  test('[T12] carries no text to come back in signed messages', async () => {
    answer({ prepay_id: 'wx1' });
    await gateway().prepay(order);
    expect(lastRequest()).not.toHaveProperty('attach');
  });

  test('without a prepay_id in the answer is unknown', async () => {
    answer({});
    await expect(gateway().prepay(order)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('the query', () => {
  test('of a paid order gives the trade', async () => {
    answer({ ...v2PaidFields, trade_state: 'SUCCESS', trade_state_desc: '支付成功' });
    await expect(gateway().query(OUT_TRADE_NO)).resolves.toMatchObject({
      api: 'v2',
      outTradeNo: OUT_TRADE_NO,
      state: 'SUCCESS',
      transactionId: TRANSACTION_ID,
      total: 100,
      openid: OPENID,
    });
    expect(server.requests[0]?.path).toBe('/pay/orderquery');
    expect(lastRequest()).toMatchObject({ appid: APPID, mch_id: MCHID, out_trade_no: OUT_TRADE_NO });
  });

  test('of an unpaid order gives a trade without amount, as WeChat does', async () => {
    answer({ out_trade_no: OUT_TRADE_NO, trade_state: 'NOTPAY', trade_state_desc: '订单未支付', device_info: '' });
    const trade = await gateway().query(OUT_TRADE_NO);
    expect(trade).toMatchObject({ state: 'NOTPAY' });
    expect(trade.total).toBeUndefined();
  });

  test.each([
    ['[T06] another order', { ...v2PaidFields, out_trade_no: 'OTHER', trade_state: 'SUCCESS' }],
    ['[T06] another mini program', { ...v2PaidFields, appid: 'wxother', trade_state: 'SUCCESS' }],
    ['[T06] another merchant', { ...v2PaidFields, mch_id: '1900000001', trade_state: 'SUCCESS' }],
    ['[T06] a sub-merchant nobody named', { ...v2PaidFields, sub_mch_id: '1900000109', trade_state: 'SUCCESS' }],
    ['no state', { out_trade_no: OUT_TRADE_NO }],
    ['money without a transaction', { out_trade_no: OUT_TRADE_NO, trade_state: 'SUCCESS', total_fee: '100' }],
  ])('answered about %s is unknown', async (_, fields) => {
    answer(fields);
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

test('closing posts the order number and is content with success', async () => {
  answer({ result_msg: 'OK' });
  await expect(gateway().close(OUT_TRADE_NO)).resolves.toBeUndefined();
  expect(server.requests[0]?.path).toBe('/pay/closeorder');
  expect(lastRequest()).toMatchObject({ out_trade_no: OUT_TRADE_NO });
});

test.each([
  ['mini program', { appid: 'wxother' }],
  ['merchant', { mch_id: '1900000001' }],
])('[T06] closing answered in the name of another %s is unknown', async (_, fields) => {
  answer(fields);
  await expect(gateway().close(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
});

describe('WeChat says no', () => {
  test.each([
    ['ORDERPAID', 'ORDER_PAID'],
    ['ORDERCLOSED', 'ORDER_CLOSED'],
    ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
    ['REFUNDNOTEXIST', 'REFUND_NOT_EXIST'],
    ['NOTENOUGH', 'NOT_ENOUGH'],
    ['SIGNERROR', 'SIGN_ERROR'],
    ['INVALID_REQUEST', 'INVALID_REQUEST'],
    ['OUT_TRADE_NO_USED', 'OUT_TRADE_NO_USED'],
  ])('with the signed business error %s', async (wire, code) => {
    answer({ result_code: 'FAIL', err_code: wire, err_code_des: '说明' });
    const refusal = await gateway()
      .close(OUT_TRADE_NO)
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusal);
    expect(refusal).toMatchObject({ code, status: 200, message: expect.stringContaining('说明') });
  });

  test.each([
    ['签名错误', 'SIGN_ERROR'],
    ['appid参数长度有误', 'RETURN_CODE_FAIL'],
    ['商户号该产品权限未开通，请前往商户平台>产品中心检查后重试', 'RETURN_CODE_FAIL'],
  ])('to the message as such: %s', async (message, code) => {
    server.script(() => ({ body: v2Xml({ return_code: 'FAIL', return_msg: message }) }));
    await expect(gateway().prepay(order)).rejects.toMatchObject({ name: 'GatewayRefusal', code });
  });

  test('[T01] but an unsigned message can say nothing about an order', async () => {
    const forged = { return_code: 'FAIL', return_msg: 'order closed', err_code: 'ORDERCLOSED', result_code: 'FAIL' };
    server.script(() => ({ body: v2Xml(forged) }));
    await expect(gateway().close(OUT_TRADE_NO)).rejects.toMatchObject({ code: 'RETURN_CODE_FAIL' });
  });
});

describe('WeChat says nothing to rely on', () => {
  const paid = { ...success, ...v2PaidFields, trade_state: 'SUCCESS' };

  test.each<[string, { status?: number; body: string | Buffer }]>([
    ['SYSTEMERROR', { body: v2Message({ ...success, result_code: 'FAIL', err_code: 'SYSTEMERROR' }) }],
    ['BANKERROR', { body: v2Message({ ...success, result_code: 'FAIL', err_code: 'BANKERROR' }) }],
    ['FREQUENCY_LIMITED', { body: v2Message({ ...success, result_code: 'FAIL', err_code: 'FREQUENCY_LIMITED' }) }],
    ['ORDER_NOT_READY', { body: v2Message({ ...success, result_code: 'FAIL', err_code: 'ORDER_NOT_READY' }) }],
    ['FAIL without a code', { body: v2Message({ ...success, result_code: 'FAIL' }) }],
    ['an unsigned system error', { body: v2Xml({ return_code: 'FAIL', return_msg: 'SYSTEMERROR' }) }],
    ['[T01] an unsigned answer', { body: v2Xml(paid) }],
    ['[T01] an answer signed with another key', { body: v2Message(paid, 'HMAC-SHA256', 'z'.repeat(32)) }],
    ['[T04] an answer signed by MD5', { body: v2Message({ ...paid, sign_type: 'MD5' }, 'MD5') }],
    ['no return_code', { body: v2Message({ ...v2PaidFields, return_code: '' }) }],
    ['no result_code', { body: v2Message({ ...success, result_code: '' }) }],
    ['HTTP 502', { status: 502, body: '<html>' }],
    ['HTTP 404 with a good body', { status: 404, body: v2Message(paid) }],
    ['HTML', { body: '<html><body>nginx</body></html>' }],
    ['[T08] a document type', { body: `<!DOCTYPE xml>${v2Message(paid)}` }],
    ['nothing', { body: '' }],
  ])('%s', async (_, scripted) => {
    server.script(() => scripted);
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test('in time', async () => {
    server.script(() => undefined);
    const configuration = {
      api: 'v2' as const,
      merchant: { appid: APPID, mchid: MCHID },
      baseUrl: server.url,
      tlsBaseUrl: server.url,
      notifyUrl: '',
    };
    const surroundings = { clock: () => 0, nonce: () => 'N', timeoutMs: 50 };
    const impatient = createGateway({ ...configuration, v2: v2Credentials('MD5') }, 'v2', surroundings);
    await expect(impatient.query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('the argument of wx.requestPayment', () => {
  test.each(signatures.filter(({ id }) => id.startsWith('v2-jsapi-paysign')))(
    'is $id',
    ({ algorithm, params, key, expected }) => {
      const { appId = '', timeStamp = '', nonceStr = '' } = params as unknown as Record<string, string>;
      const signType = algorithm as V2SignType;
      const configuration = {
        api: 'v2' as const,
        merchant: { appid: appId, mchid: MCHID },
        baseUrl: '',
        tlsBaseUrl: '',
        notifyUrl: '',
        v2: { apiKey: key, signType },
      };
      const surroundings = { clock: () => Number(timeStamp) * 1000 + 999, nonce: () => nonceStr };
      expect(createGateway(configuration, 'v2', surroundings).paymentParams('mock-prepay-id')).toEqual({
        timeStamp: '1601234567',
        nonceStr: 'mock-nonce',
        package: 'prepay_id=mock-prepay-id',
        signType,
        paySign: expected,
      });
    },
  );

  test('signs the appid of the mini program that runs: the sub-merchant’s own', () => {
    const { paySign, ...params } = gateway('MD5', provider).paymentParams('wx1');
    expect(paySign).toBe(v2Sign({ appId: 'wx8888888888888888', ...params }, 'MD5'));
  });
});

test('a gateway without credentials is a mistake of the caller', () => {
  const configuration = {
    api: 'v3' as const,
    merchant: { appid: APPID, mchid: MCHID },
    baseUrl: '',
    tlsBaseUrl: '',
    notifyUrl: '',
  };
  const surroundings = { clock: () => 0, nonce: () => 'N' };
  expect(() => createGateway(configuration, 'v2', surroundings)).toThrow('not configured');
  expect(() => createGateway(configuration, 'v3', surroundings)).toThrow('not configured');
});
