import { describe, expect, test } from '@jest/globals';
import { Hash } from 'wechatpay-axios-plugin';
import { axiosPlugin } from './support/axios-plugin';
import type { Fields } from './support/gateway';
import { toXml, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({
  merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
});

test.each(['MD5', 'HMAC-SHA256'])('wechatpay-axios-plugin orders, queries and closes with %s', async (type) => {
  const { merchant } = gateway;
  const wechatpay = axiosPlugin(gateway);
  const common = { appid: merchant.appid, mch_id: merchant.mchid, sign_type: type };
  const order: Fields = { ...common, ...gateway.v2Order() };
  const ordered = await wechatpay.chain('v2/pay/unifiedorder').post(order);
  expect(ordered.data).toMatchObject({ result_code: 'SUCCESS', trade_type: 'JSAPI', prepay_id: expect.any(String) });
  const number = { ...common, out_trade_no: order.out_trade_no as string };
  const queried = await wechatpay.chain('v2/pay/orderquery').post(number);
  expect(queried.data).toMatchObject({ trade_state: 'NOTPAY', trade_state_desc: '订单未支付' });
  await gateway.control('clock', { advanceSeconds: 300 });
  const closed = await wechatpay.chain('v2/pay/closeorder').post(number);
  expect(closed.data).toMatchObject({ result_code: 'SUCCESS', result_msg: 'OK' });
  const after = await wechatpay.chain('v2/pay/orderquery').post(number);
  expect(after.data).toMatchObject({ trade_state: 'CLOSED', trade_state_desc: '订单已关闭' });
});

describe('the envelope', () => {
  const signed = (fields: Fields) => {
    const asked = { appid: gateway.merchant.appid, mch_id: gateway.merchant.mchid, nonce_str: 'n', ...fields };
    return toXml({ ...asked, sign: v2Sign(asked, gateway.merchant.apiKey) });
  };

  test.each([
    ['no body', () => '', 'post数据为空'],
    ['no XML', () => 'hello', 'XML格式错误'],
    ['a DOCTYPE', () => `<!DOCTYPE xml>${signed({})}`, 'XML格式错误'],
    ['bytes that are no UTF-8', () => new Uint8Array([0x3c, 0xff, 0xfe]), '编码格式错误'],
    [
      'no mch_id',
      () => '<xml><appid>wx</appid><nonce_str>n</nonce_str><sign>A</sign></xml>',
      '输入源“/body/xml/mch_id”映射到字段“商户号”必填性规则校验失败，此字段为必填项',
    ],
    [
      'no sign',
      () => '<xml><appid>wx</appid><mch_id>1</mch_id><nonce_str>n</nonce_str></xml>',
      '输入源“/body/xml/sign”映射到字段“签名”必填性规则校验失败，此字段为必填项',
    ],
    ['an mch_id nobody has', () => signed({ mch_id: '1' }), '商户号mch_id不存在'],
    [
      'a sign type nobody knows',
      () => signed({ sign_type: 'SHA1' }),
      '输入源“/body/xml/sign_type”映射到值字段“签名类型”字符串规则校验失败，字符串必须匹配正则表达式“^(MD5|HMAC-SHA256)$”',
    ],
    ['a wrong signature', () => signed({ sign_type: 'HMAC-SHA256' }), '签名错误'],
    ['an appid of somebody else', () => signed({ appid: 'wx1', out_trade_no: 'T00001' }), 'appid和mch_id不匹配'],
    [
      'a sub-merchant of somebody else',
      () => signed({ out_trade_no: 'T00001', sub_mch_id: '1900000110' }),
      '受理关系不存在',
    ],
    [
      'a sub_appid of somebody else',
      () => signed({ out_trade_no: 'T00001', sub_mch_id: '1900000109', sub_appid: 'wx1' }),
      'sub_mch_id与sub_appid不匹配',
    ],
  ])('%s is refused without a signature', async (_, body, message) => {
    expect(await gateway.postXml('/pay/orderquery', body())).toEqual({ return_code: 'FAIL', return_msg: message });
  });

  test('a GET is refused', async () => {
    const answer = await fetch(`${gateway.url}/pay/orderquery`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('请使用post方法');
  });

  test.each(['MD5', 'HMAC-SHA256'] as const)('a refusal of business is signed with %s, as asked', async (type) => {
    const answer = await gateway.v2('/pay/orderquery', { out_trade_no: 'T00000000', sign_type: type });
    expect(answer).toMatchObject({
      return_code: 'SUCCESS',
      return_msg: 'OK',
      appid: gateway.merchant.appid,
      mch_id: gateway.merchant.mchid,
      result_code: 'FAIL',
      err_code: 'ORDERNOTEXIST',
      err_code_des: 'order not exist',
    });
    expect(Hash.sign(type, answer, gateway.merchant.apiKey)).toBe(answer.sign);
  });

  test('unknown fields are signed and tolerated', async () => {
    expect(await gateway.v2('/pay/unifiedorder', gateway.v2Order({ new_field: 'x' }))).toMatchObject({
      result_code: 'SUCCESS',
    });
  });

  test('an empty field is as good as none', async () => {
    expect(await gateway.v2('/pay/unifiedorder', gateway.v2Order({ attach: '', device_info: '' }))).toMatchObject({
      result_code: 'SUCCESS',
    });
  });
});

describe('querying', () => {
  test('an unpaid order is answered shortly', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    const answer = await gateway.v2('/pay/orderquery', { out_trade_no: order.out_trade_no as string });
    expect(Object.keys(answer).sort()).toEqual([
      'appid',
      'mch_id',
      'nonce_str',
      'out_trade_no',
      'result_code',
      'return_code',
      'return_msg',
      'sign',
      'total_fee',
      'trade_state',
      'trade_state_desc',
    ]);
  });

  test('a paid order is found by either number, with everything about the payment', async () => {
    const order = gateway.v2Order({ attach: '店 1' });
    await gateway.v2('/pay/unifiedorder', order);
    const { transactionId } = await gateway.control('pay', { outTradeNo: order.out_trade_no });
    const answer = await gateway.v2('/pay/orderquery', { transaction_id: String(transactionId) });
    expect(answer).toMatchObject({
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      openid: 'oBuyer',
      total_fee: '1280',
      cash_fee: '1280',
      fee_type: 'CNY',
      trade_type: 'JSAPI',
      bank_type: 'OTHERS',
      attach: '店 1',
      out_trade_no: order.out_trade_no,
      transaction_id: transactionId,
    });
    expect(transactionId).toMatch(/^4200\d{24}$/);
    expect(answer.time_end).toMatch(/^\d{14}$/);
    expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
  });

  test('neither number is refused', async () => {
    expect(await gateway.v2('/pay/orderquery', {})).toEqual({
      return_code: 'FAIL',
      return_msg: '缺少参数out_trade_no或transaction_id',
    });
  });
});

describe('closing', () => {
  const close = (order: Fields) => gateway.v2('/pay/closeorder', { out_trade_no: order.out_trade_no as string });

  test('an order younger than five minutes cannot be closed', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('clock', { advanceSeconds: 290 });
    expect(await close(order)).toMatchObject({ result_code: 'FAIL', err_code: 'ORDER_NOT_READY' });
    await gateway.control('clock', { advanceSeconds: 10 });
    expect(await close(order)).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('a closed order cannot be paid, and closing it again says so', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('clock', { advanceSeconds: 300 });
    await close(order);
    expect(await close(order)).toMatchObject({ err_code: 'ORDERCLOSED' });
    expect(await gateway.control('pay', { outTradeNo: order.out_trade_no })).toMatchObject({
      status: 409,
      error: { code: 'CLOSED', message: '该订单已关闭' },
    });
  });

  test('a paid order cannot be closed', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('pay', { outTradeNo: order.out_trade_no });
    expect(await close(order)).toMatchObject({ err_code: 'ORDERPAID', err_code_des: 'order paid' });
  });

  test('an order nobody made cannot be closed', async () => {
    expect(await close({ out_trade_no: 'T99999999' })).toMatchObject({ err_code: 'ORDERNOTEXIST' });
  });
});
