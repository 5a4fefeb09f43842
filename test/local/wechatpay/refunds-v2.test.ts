import { describe, expect, test } from '@jest/globals';
import { Hash } from 'wechatpay-axios-plugin';
import { axiosPlugin } from './support/axios-plugin';
import type { Fields } from './support/gateway';
import { merchantKeys, paidOrder, untilRefundsEnd, v2OverTls } from './support/refunds';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({
  merchantFile: {
    others: {
      merchants: [{ mchid: '1900000200', appids: ['wx3'], apiKey: 'k'.repeat(32), apiV3Key: 'v'.repeat(32) }],
      subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }],
    },
  },
});

const refund = (fields: Fields) => v2OverTls(gateway, '/secapi/pay/refund', fields);
const query = (fields: Fields) => gateway.v2('/pay/refundquery', fields);
const whole = { total_fee: 1280, refund_fee: 1280 };
const minute = () => gateway.control('clock', { advanceSeconds: 60 });

describe('wechatpay-axios-plugin', () => {
  test.each([
    ['its certificate and key', () => merchantKeys(gateway), 'MD5' as const],
    [
      'its p12 file',
      () => ({ pfx: gateway.key('merchant.p12'), passphrase: gateway.merchant.mchid }),
      'HMAC-SHA256' as const,
    ],
  ])('refunds with %s and sees it end', async (_, keys, type) => {
    const { merchant } = gateway;
    const tls = { merchant: { ...keys(), ca: gateway.key('tls.pem') }, baseURL: gateway.tlsUrl };
    const wechatpay = axiosPlugin(gateway, tls);
    const common = { appid: merchant.appid, mch_id: merchant.mchid, sign_type: type };
    const { outTradeNo, transactionId } = await paidOrder(gateway, 'v2');
    const number = { ...common, out_refund_no: `R${outTradeNo}` };
    const asked = { ...number, out_trade_no: outTradeNo, total_fee: 1280, refund_fee: 300 };
    const security = { security: true } as object;
    const accepted = await wechatpay.chain('v2/secapi/pay/refund').post(asked, security);
    expect(accepted.data).toMatchObject({
      result_code: 'SUCCESS',
      transaction_id: transactionId,
      out_trade_no: outTradeNo,
      out_refund_no: `R${outTradeNo}`,
      refund_id: expect.stringMatching(/^50\d{27}$/),
      refund_fee: '300',
      total_fee: '1280',
      cash_fee: '1280',
      cash_refund_fee: '300',
    });
    const refundquery = () => wechatpay.chain('v2/pay/refundquery').post(number, security);
    expect((await refundquery()).data).toMatchObject({ refund_count: '1', refund_status_0: 'PROCESSING' });
    await untilRefundsEnd(gateway);
    expect((await refundquery()).data).toMatchObject({
      refund_status_0: 'SUCCESS',
      refund_success_time_0: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
  });
});

describe('a refund without the merchant’s certificate is refused', () => {
  test.each<[string, (order: Fields) => Promise<Record<string, string>>]>([
    ['over http, where there can be none', (order) => gateway.v2('/secapi/pay/refund', order)],
    ['over https without one', (order) => v2OverTls(gateway, '/secapi/pay/refund', order, 'none')],
    [
      'with another merchant’s',
      (order) => v2OverTls(gateway, '/secapi/pay/refund', order, merchantKeys(gateway, '1900000200')),
    ],
  ])('%s', async (_, ask) => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, ...whole };
    const answer = await ask(asked);
    expect(answer).toMatchObject({ result_code: 'FAIL', err_code: 'CERT_ERROR', err_code_des: '证书校验错误' });
    expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
    expect((await gateway.lastExchange()).verdict.reason).toMatch(/证书/);
    expect(await query({ out_refund_no: `R${outTradeNo}` })).toMatchObject({ err_code: 'REFUNDNOTEXIST' });
  });

  test('an API that asks for none works with and without', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    for (const keys of ['none' as const, merchantKeys(gateway)]) {
      const answer = await v2OverTls(gateway, '/pay/orderquery', { out_trade_no: outTradeNo }, keys);
      expect(answer).toMatchObject({ trade_state: 'SUCCESS' });
    }
  });
});

describe('asking for a refund', () => {
  const value = (name: string, label: string) => `输入源“/body/xml/${name}”映射到值字段“${label}”字符串规则校验失败，`;

  test.each<[string, Fields, string]>([
    ['neither number of the order', { out_trade_no: '' }, '缺少参数out_trade_no或transaction_id'],
    [
      'no number of its own',
      { out_refund_no: '' },
      '输入源“/body/xml/out_refund_no”映射到字段“商户退款单号”必填性规则校验失败，此字段为必填项',
    ],
    [
      'a number of 65 characters',
      { out_refund_no: 'R'.repeat(65) },
      `${value('out_refund_no', '商户退款单号')}字节数 65，大于最大值 64`,
    ],
    [
      'a number with a dot',
      { out_refund_no: 'R.1' },
      `${value('out_refund_no', '商户退款单号')}字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*@]+$”`,
    ],
    [
      'nothing to refund',
      { refund_fee: 0 },
      '输入源“/body/xml/refund_fee”映射到数值字段“退款金额”规则校验失败，值低于最小值 1',
    ],
    [
      'yuan for fen',
      { refund_fee: '1.00' },
      '无法将输入源“/body/xml/refund_fee”映射到目标字段“退款金额”中，此字段需要一个合法的 64 位有符号整数',
    ],
    ['more than it says was paid', { total_fee: 1280, refund_fee: 1281 }, 'invalid refund_fee'],
    [
      'a reason of 81 bytes',
      { refund_desc: '退'.repeat(27) },
      `${value('refund_desc', '退款原因')}字节数 81，大于最大值 80`,
    ],
    [
      'a currency that is not CNY',
      { refund_fee_type: 'USD' },
      `${value('refund_fee_type', '退款货币种类')}字符串必须匹配正则表达式“^CNY$”`,
    ],
    [
      'an account nobody knows',
      { refund_account: 'POCKET' },
      `${value('refund_account', '退款资金来源')}字符串必须匹配正则表达式“^REFUND_SOURCE_(UNSETTLED|RECHARGE)_FUNDS$”`,
    ],
  ])('with %s is refused without a signature', async (_, change, message) => {
    expect(await refund({ out_trade_no: 'T00000001', out_refund_no: 'R1', ...whole, ...change })).toEqual({
      return_code: 'FAIL',
      return_msg: message,
    });
  });

  test('the same number with the same content is the same refund', async () => {
    const { outTradeNo, transactionId } = await paidOrder(gateway, 'v2');
    const asked = { out_refund_no: `R${outTradeNo}`, total_fee: 1280, refund_fee: 500 };
    const first = await refund({ ...asked, out_trade_no: outTradeNo });
    const second = await refund({ ...asked, transaction_id: transactionId });
    expect(second).toMatchObject({ result_code: 'SUCCESS', refund_id: first.refund_id });
    expect(await query({ out_trade_no: outTradeNo })).toMatchObject({ refund_count: '1' });
  });

  test('the trade is a REFUND from then on, and can neither be paid nor closed', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    await refund({ out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, total_fee: 1280, refund_fee: 1 });
    expect(await gateway.v2('/pay/orderquery', { out_trade_no: outTradeNo })).toMatchObject({
      trade_state: 'REFUND',
      trade_state_desc: '订单发生过退款，退款详情请查询退款单',
      total_fee: '1280',
      openid: 'oBuyer',
    });
    expect(await gateway.v2('/pay/closeorder', { out_trade_no: outTradeNo })).toMatchObject({ err_code: 'ORDERPAID' });
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ error: { code: 'PAID' } });
  });

  test.each<[string, Fields, string, string]>([
    ['another amount', { refund_fee: 501 }, 'REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致，请核实后再试'],
    ['another total', { total_fee: 1281 }, 'REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致，请核实后再试'],
  ])('the same number with %s is refused', async (_, change, err_code, err_code_des) => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, total_fee: 1280, refund_fee: 500 };
    await refund(asked);
    expect(await refund({ ...asked, ...change })).toMatchObject({ result_code: 'FAIL', err_code, err_code_des });
  });

  test('the same number for another order is refused', async () => {
    const [one, other] = [await paidOrder(gateway, 'v2'), await paidOrder(gateway, 'v2')];
    const out_refund_no = `R${one.outTradeNo}`;
    await refund({ out_trade_no: one.outTradeNo, out_refund_no, ...whole });
    expect(await refund({ out_trade_no: other.outTradeNo, out_refund_no, ...whole })).toMatchObject({
      err_code: 'REFUND_FEE_MISMATCH',
    });
  });

  test('a total that is not the order’s is refused', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, total_fee: 1281, refund_fee: 1280 };
    expect(await refund(asked)).toMatchObject({ err_code: 'REFUND_FEE_MISMATCH' });
  });

  test('an order that nobody made, or nobody paid, has nothing to refund', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    for (const out_trade_no of ['T00000002', order.out_trade_no as string]) {
      expect(await refund({ out_trade_no, out_refund_no: `R${out_trade_no}`, ...whole })).toMatchObject({
        err_code: 'ORDERNOTEXIST',
      });
    }
    expect(await refund({ transaction_id: '4200000000', out_refund_no: 'R3', ...whole })).toMatchObject({
      err_code: 'INVALID_TRANSACTIONID',
    });
  });

  test('all refunds together give back no more than was paid', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const part = (name: string, refund_fee: number) =>
      refund({ out_trade_no: outTradeNo, out_refund_no: `${name}${outTradeNo}`, total_fee: 1280, refund_fee });
    expect(await part('A', 1000)).toMatchObject({ result_code: 'SUCCESS' });
    await minute();
    expect(await part('B', 281)).toMatchObject({
      err_code: 'INVALID_REQUEST',
      err_code_des: '申请退款金额超过订单可退金额',
    });
    expect(await part('B', 280)).toMatchObject({ result_code: 'SUCCESS' });
    await minute();
    expect(await part('C', 1)).toMatchObject({ err_code: 'INVALID_REQUEST', err_code_des: '订单已全额退款' });
  });

  test('a refund that was closed gives back what it had taken', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const all = (name: string) => refund({ out_trade_no: outTradeNo, out_refund_no: `${name}${outTradeNo}`, ...whole });
    await gateway.control('faults', { refundOutcome: { outcome: 'closed', times: 1 } });
    await all('A');
    await minute();
    expect(await all('B')).toMatchObject({ err_code_des: '订单已全额退款' });
    await untilRefundsEnd(gateway);
    expect(await query({ out_refund_no: `A${outTradeNo}` })).toMatchObject({ refund_status_0: 'REFUNDCLOSE' });
    expect(await all('B')).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('two refunds of one order are a minute apart', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const part = (name: string) =>
      refund({ out_trade_no: outTradeNo, out_refund_no: `${name}${outTradeNo}`, total_fee: 1280, refund_fee: 1 });
    await part('A');
    await gateway.control('clock', { advanceSeconds: 50 });
    expect(await part('B')).toMatchObject({
      err_code: 'FREQUENCY_LIMITED',
      err_code_des: '单笔订单请求频率过高，请于1分钟后重试。',
    });
    await gateway.control('clock', { advanceSeconds: 10 });
    expect(await part('B')).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('a year after it was paid, an order is not refunded any more', async () => {
    const [in_time, too_late] = [await paidOrder(gateway, 'v2'), await paidOrder(gateway, 'v2')];
    await gateway.control('clock', { advanceSeconds: 365 * 86_400 - 60 });
    const all = (order: string) => refund({ out_trade_no: order, out_refund_no: `R${order}`, ...whole });
    expect(await all(in_time.outTradeNo)).toMatchObject({ result_code: 'SUCCESS' });
    await gateway.control('clock', { advanceSeconds: 61 });
    expect(await all(too_late.outTradeNo)).toMatchObject({
      err_code: 'TRADE_OVERDUE',
      err_code_des: '订单已经超过退款期限',
    });
  });

  test('a merchant without enough money is told so, and may ask again', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, ...whole };
    await gateway.control('faults', { refundNotEnough: 1 });
    expect(await refund(asked)).toMatchObject({
      err_code: 'NOTENOUGH',
      err_code_des: '基本账户余额不足，请充值后重新发起',
    });
    expect(await refund(asked)).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('a service provider refunds a sub-merchant’s order, and not his own under its number', async () => {
    const sub = { sub_mch_id: '1900000109', sub_appid: 'wxsub0000000000001', openid: '', sub_openid: 'oSub' };
    const order = gateway.v2Order(sub);
    const { prepay_id } = await gateway.v2('/pay/unifiedorder', order);
    await gateway.control('pay', { prepayId: prepay_id });
    const asked = { out_trade_no: order.out_trade_no as string, out_refund_no: `R${order.out_trade_no}`, ...whole };
    expect(await refund(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
    expect(await refund({ ...asked, sub_mch_id: '1900000109' })).toMatchObject({
      result_code: 'SUCCESS',
      sub_mch_id: '1900000109',
    });
    const number = { out_refund_no: asked.out_refund_no };
    expect(await query(number)).toMatchObject({ err_code: 'REFUNDNOTEXIST' });
    expect(await query({ ...number, sub_mch_id: '1900000109' })).toMatchObject({ refund_count: '1' });
  });
});

describe('querying refunds', () => {
  test('any of the four numbers finds them, the most precise first', async () => {
    const [one, other] = [await paidOrder(gateway, 'v2'), await paidOrder(gateway, 'v2')];
    const number = `R${one.outTradeNo}`;
    const { refund_id } = await refund({ out_trade_no: one.outTradeNo, out_refund_no: number, ...whole });
    const ways: Fields[] = [
      { refund_id: refund_id as string, out_trade_no: other.outTradeNo },
      { out_refund_no: number, transaction_id: other.transactionId },
      { transaction_id: one.transactionId, out_trade_no: other.outTradeNo },
      { out_trade_no: one.outTradeNo },
    ];
    for (const fields of ways) {
      expect(await query(fields)).toMatchObject({
        transaction_id: one.transactionId,
        out_trade_no: one.outTradeNo,
        refund_count: '1',
        out_refund_no_0: number,
        refund_id_0: refund_id,
        refund_channel_0: 'ORIGINAL',
        refund_fee_0: '1280',
      });
    }
    expect(await query({ out_trade_no: other.outTradeNo })).toMatchObject({
      err_code: 'REFUNDNOTEXIST',
      err_code_des: 'not exist',
    });
    expect(await query({ transaction_id: '4200000000' })).toMatchObject({ err_code: 'INVALID_TRANSACTIONID' });
    expect(await query({})).toMatchObject({
      return_code: 'FAIL',
      return_msg: '缺少参数refund_id、out_refund_no、transaction_id或out_trade_no',
    });
  });

  test('an order has fifty refunds at most, and they are told ten at a time', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v2');
    const part = (n: number) =>
      refund({ out_trade_no: outTradeNo, out_refund_no: `R${n}${outTradeNo}`, total_fee: 1280, refund_fee: 1 });
    for (let n = 0; n < 50; n += 1) {
      expect(await part(n)).toMatchObject({ result_code: 'SUCCESS' });
      await minute();
    }
    expect(await part(50)).toMatchObject({
      err_code: 'INVALID_REQUEST',
      err_code_des: '每个支付订单的部分退款次数不能超过50次',
    });
    const first = await query({ out_trade_no: outTradeNo });
    expect(first).toMatchObject({ refund_count: '10', out_refund_no_9: `R9${outTradeNo}` });
    expect(first).not.toHaveProperty('total_refund_count');
    expect(await query({ out_trade_no: outTradeNo, offset: 45 })).toMatchObject({
      total_refund_count: '50',
      refund_count: '5',
      out_refund_no_0: `R45${outTradeNo}`,
      refund_status_0: 'SUCCESS',
    });
  }, 20_000);
});
