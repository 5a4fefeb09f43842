/// <reference path="./support/tenpay.d.ts" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Tenpay from 'tenpay';
import { Hash, Wechatpay } from 'wechatpay-axios-plugin';
import { type Fields, startGateway, type TestGateway } from './support/gateway';
import { toXml, v2Sign } from './support/sign';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
  });
});
afterAll(() => gateway.close());

const beijing = (offsetSeconds: number) =>
  new Date(Date.now() + 8 * 3600_000 + offsetSeconds * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);

describe('clients of others', () => {
  test.each(['MD5', 'HMAC-SHA256'])('wechatpay-axios-plugin orders, queries and closes with %s', async (type) => {
    const { merchant } = gateway;
    const wechatpay = new Wechatpay({
      mchid: merchant.mchid,
      serial: merchant.merchantSerial,
      privateKey: gateway.key('merchant.key'),
      certs: { [merchant.platformSerial]: gateway.key('platform.pem') },
      secret: merchant.apiKey,
      baseURL: gateway.url,
    });
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

  test('tenpay orders, queries and closes, and the cashier accepts its payment parameters', async () => {
    const { appid, mchid, apiKey } = gateway.merchant;
    const tenpay = new Tenpay({ appid, mchid, partnerKey: apiKey, notify_url: 'http://127.0.0.1:9/notify' });
    for (const name of ['unifiedorder', 'orderquery', 'closeorder']) tenpay.urls[name] = `${gateway.url}/pay/${name}`;
    const { body, out_trade_no, total_fee, openid } = gateway.v2Order();
    const parameters = await tenpay.getPayParams({ body, out_trade_no, total_fee, openid } as Fields);
    expect(await gateway.control('cashier', withoutTimestamp(parameters))).toMatchObject({
      ok: true,
      outTradeNo: out_trade_no,
    });
    const number = { out_trade_no } as Fields;
    expect(await tenpay.orderQuery(number)).toMatchObject({ trade_state: 'NOTPAY' });
    await gateway.control('clock', { advanceSeconds: 300 });
    expect(await tenpay.closeOrder(number)).toMatchObject({ result_code: 'SUCCESS' });
  });
});

/** tenpay adds a second spelling of timeStamp, which wx.requestPayment ignores. */
function withoutTimestamp({ timestamp: _, ...parameters }: Record<string, string>) {
  return parameters;
}

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

describe('ordering', () => {
  const text = (name: string, label: string) => `输入源“/body/xml/${name}”映射到值字段“${label}”字符串规则校验失败，`;
  const number = '无法将输入源“/body/xml/total_fee”映射到目标字段“标价金额”中，此字段需要一个合法的 64 位有符号整数';

  test.each<[string, Fields, string]>([
    ['no body', { body: '' }, '输入源“/body/xml/body”映射到字段“商品描述”必填性规则校验失败，此字段为必填项'],
    ['a body of 128 bytes', { body: 'x'.repeat(128) }, `${text('body', '商品描述')}字节数 128，大于最大值 127`],
    [
      'a body of 43 Chinese characters',
      { body: '苹'.repeat(43) },
      `${text('body', '商品描述')}字节数 129，大于最大值 127`,
    ],
    ['an emoji', { body: '🍎' }, `${text('body', '商品描述')}字符串含有超过 3 个字节的 UTF-8 字符`],
    ['an attach of 128 bytes', { attach: 'x'.repeat(128) }, `${text('attach', '附加数据')}字节数 128，大于最大值 127`],
    ['yuan for fen', { total_fee: '12.8' }, number],
    ['an amount in words', { total_fee: 'one' }, number],
    [
      'nothing to pay',
      { total_fee: 0 },
      '输入源“/body/xml/total_fee”映射到数值字段“标价金额”规则校验失败，值低于最小值 1',
    ],
    [
      'less than nothing',
      { total_fee: -1 },
      '输入源“/body/xml/total_fee”映射到数值字段“标价金额”规则校验失败，值低于最小值 1',
    ],
    [
      'a number of 5 characters',
      { out_trade_no: 'T0001' },
      `${text('out_trade_no', '商户订单号')}字节数 5，小于最小值 6`,
    ],
    [
      'a number of 33 characters',
      { out_trade_no: 'T'.repeat(33) },
      `${text('out_trade_no', '商户订单号')}字节数 33，大于最大值 32`,
    ],
    [
      'a number with a space',
      { out_trade_no: 'T 00001' },
      `${text('out_trade_no', '商户订单号')}字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*]+$”`,
    ],
    [
      'a currency that is not CNY',
      { fee_type: 'USD' },
      `${text('fee_type', '标价币种')}字符串必须匹配正则表达式“^CNY$”`,
    ],
    ['a day that does not exist', { time_expire: '20260231000000' }, 'time_expire参数格式错误'],
    ['an expiry in the past', { time_expire: '20200101000000' }, 'time_expire时间已过期'],
    ['no payer', { openid: '' }, 'JSAPI支付必须传openid'],
    [
      'a kind of trade that is not built',
      { trade_type: 'NATIVE' },
      'trade_type参数格式错误：本地微信支付目前只支持 JSAPI，收到 NATIVE',
    ],
  ])('%s is refused', async (_, change, message) => {
    expect(await gateway.v2('/pay/unifiedorder', gateway.v2Order(change))).toEqual({
      return_code: 'FAIL',
      return_msg: message,
    });
  });

  test.each(['ftp://example.com/', 'https://example.com/notify?x=1', '/notify', 'https://example.com/#x'])(
    'the notify_url %s is refused',
    async (notify_url) => {
      const answer = await gateway.v2('/pay/unifiedorder', gateway.v2Order({ notify_url }));
      expect(answer.return_msg).toContain('输入源“/body/xml/notify_url”映射到值字段“通知地址”字符串规则校验失败');
    },
  );

  test('the same parameters again give the same prepay_id, whatever the nonce', async () => {
    const order = gateway.v2Order();
    const first = await gateway.v2('/pay/unifiedorder', { ...order, nonce_str: 'a' });
    const second = await gateway.v2('/pay/unifiedorder', { ...order, nonce_str: 'b' });
    expect(first.prepay_id).toMatch(/^wx\d{14}[0-9a-f]{20}$/);
    expect(second.prepay_id).toBe(first.prepay_id);
  });

  test.each<[string, Fields]>([
    ['amount', { total_fee: 1 }],
    ['body', { body: '梨' }],
    ['payer', { openid: 'oOther' }],
    ['notify_url', { notify_url: 'http://127.0.0.1:9/other' }],
    ['sign type', { sign_type: 'HMAC-SHA256' }],
    ['set of parameters', { attach: 'x' }],
  ])('the same number with another %s is refused', async (_, change) => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    expect(await gateway.v2('/pay/unifiedorder', { ...order, ...change })).toMatchObject({
      result_code: 'FAIL',
      err_code: 'INVALID_REQUEST',
      err_code_des: '201 商户订单号重复',
    });
  });

  test('a prepay_id that is two hours old is renewed by ordering again', async () => {
    const order = gateway.v2Order();
    const first = await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('clock', { advanceSeconds: 7200 });
    expect(await gateway.control('pay', { prepayId: first.prepay_id })).toMatchObject({
      status: 409,
      error: { code: 'PREPAY_EXPIRED' },
    });
    const second = await gateway.v2('/pay/unifiedorder', order);
    expect(second.prepay_id).not.toBe(first.prepay_id);
    expect(await gateway.control('pay', { prepayId: second.prepay_id })).toMatchObject({ paid: true });
  });

  test('a number that was paid cannot be used again', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('pay', { outTradeNo: order.out_trade_no });
    expect(await gateway.v2('/pay/unifiedorder', order)).toMatchObject({
      err_code: 'ORDERPAID',
      err_code_des: '该订单已支付',
    });
  });

  test('an order that expired is closed, and its number cannot be used again', async () => {
    const order = gateway.v2Order({ time_expire: beijing(3 * 86_400) });
    expect(await gateway.v2('/pay/unifiedorder', order)).toMatchObject({ result_code: 'SUCCESS' });
    await gateway.control('clock', { advanceSeconds: 3 * 86_400 });
    expect(await gateway.v2('/pay/orderquery', { out_trade_no: order.out_trade_no as string })).toMatchObject({
      trade_state: 'CLOSED',
    });
    expect(await gateway.control('pay', { outTradeNo: order.out_trade_no })).toMatchObject({
      error: { code: 'EXPIRED' },
    });
    expect(await gateway.v2('/pay/unifiedorder', order)).toMatchObject({ err_code: 'ORDERCLOSED' });
  });

  test('a service provider orders for a sub-merchant, whose numbers are his own', async () => {
    const order = gateway.v2Order();
    const provided = {
      ...order,
      sub_mch_id: '1900000109',
      sub_appid: 'wxsub0000000000001',
      openid: '',
      sub_openid: 'oSub',
    };
    const [own, sub] = [await gateway.v2('/pay/unifiedorder', order), await gateway.v2('/pay/unifiedorder', provided)];
    expect(sub).toMatchObject({ result_code: 'SUCCESS', sub_mch_id: '1900000109', sub_appid: 'wxsub0000000000001' });
    expect(sub.prepay_id).not.toBe(own.prepay_id);
    await gateway.control('pay', { prepayId: sub.prepay_id, openid: 'oSub' });
    const number = { out_trade_no: order.out_trade_no as string };
    expect(await gateway.v2('/pay/orderquery', number)).toMatchObject({ trade_state: 'NOTPAY' });
    expect(await gateway.v2('/pay/orderquery', { ...number, sub_mch_id: '1900000109' })).toMatchObject({
      trade_state: 'SUCCESS',
      sub_openid: 'oSub',
      sub_mch_id: '1900000109',
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
