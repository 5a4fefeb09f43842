import { describe, expect, test } from '@jest/globals';
import { axiosPlugin } from './support/axios-plugin';
import type { Json } from './support/gateway';
import { paidOrder, untilRefundsEnd } from './support/refunds';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({
  merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
});

const path = '/v3/refund/domestic/refunds';
const amount = (refund: number, total = 1280) => ({ refund, total, currency: 'CNY' });
const ask = (body: Json) => gateway.v3('POST', path, body);
const find = (outRefundNo: string) => gateway.v3('GET', `${path}/${outRefundNo}`);
const minute = () => gateway.control('clock', { advanceSeconds: 60 });

test('wechatpay-axios-plugin refunds and sees it end', async () => {
  const wechatpay = axiosPlugin(gateway);
  const { outTradeNo, transactionId } = await paidOrder(gateway, 'v3');
  const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(300), reason: '坏了' };
  const accepted = await wechatpay.chain('v3/refund/domestic/refunds').post(asked);
  expect(accepted.status).toBe(200);
  expect(accepted.data).toEqual({
    refund_id: expect.stringMatching(/^50\d{27}$/),
    out_refund_no: `R${outTradeNo}`,
    transaction_id: transactionId,
    out_trade_no: outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    status: 'PROCESSING',
    funds_account: 'AVAILABLE',
    amount: {
      total: 1280,
      refund: 300,
      payer_total: 1280,
      payer_refund: 300,
      settlement_total: 1280,
      settlement_refund: 300,
      discount_refund: 0,
      refund_fee: 0,
      currency: 'CNY',
      from: [],
    },
    promotion_detail: [],
  });
  const queried = () => wechatpay.chain(`v3/refund/domestic/refunds/R${outTradeNo}`).get();
  expect((await queried()).data).toMatchObject({ status: 'PROCESSING' });
  await untilRefundsEnd(gateway);
  expect((await queried()).data).toMatchObject({
    status: 'SUCCESS',
    success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
  });
});

test('a refund takes from one to three minutes of the virtual clock', async () => {
  const { outTradeNo } = await paidOrder(gateway, 'v3');
  await ask({ out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1) });
  await gateway.control('clock', { advanceSeconds: 55 });
  expect((await find(`R${outTradeNo}`)).body.status).toBe('PROCESSING');
  await gateway.control('clock', { advanceSeconds: 125 });
  expect((await find(`R${outTradeNo}`)).body.status).toBe('SUCCESS');
});

describe('a broken parameter is refused:', () => {
  const value = (name: string, label: string) => `输入源“/body/${name}”映射到值字段“${label}”字符串规则校验失败，`;

  test.each<[string, Json, string]>([
    ['neither number of the order', { out_trade_no: undefined }, 'transaction_id和out_trade_no必须二选一'],
    [
      'no number of its own',
      { out_refund_no: undefined },
      '输入源“/body/out_refund_no”映射到字段“商户退款单号”必填性规则校验失败，此字段为必填项',
    ],
    [
      'a number with a slash',
      { out_refund_no: 'R/1' },
      `${value('out_refund_no', '商户退款单号')}字符串必须匹配正则表达式“^[0-9a-zA-Z_\\-\\|\\*@]+$”`,
    ],
    ['a reason of 81 bytes', { reason: '退'.repeat(27) }, `${value('reason', '退款原因')}字节数 81，大于最大值 80`],
    ['no amount', { amount: undefined }, '输入源“/body/amount”映射到字段“金额信息”必填性规则校验失败，此字段为必填项'],
    [
      'no currency',
      { amount: { refund: 1, total: 1280 } },
      '输入源“/body/amount/currency”映射到字段“退款币种”必填性规则校验失败，此字段为必填项',
    ],
    [
      'nothing to refund',
      { amount: amount(0) },
      '输入源“/body/amount/refund”映射到数值字段“退款金额”规则校验失败，值低于最小值 1',
    ],
    [
      'an amount in words',
      { amount: { ...amount(1), refund: '1' } },
      '无法将 JSON 输入源“/body/amount/refund”映射到目标字段“退款金额”中，此字段需要一个合法的 64 位有符号整数',
    ],
    [
      'sources that do not add up',
      { amount: { ...amount(100), from: [{ account: 'AVAILABLE', amount: 99 }] } },
      '退款出资账户金额之和应等于退款金额',
    ],
    ['a parameter nobody knows', { mchid: '1900000001' }, '请求中含有未在API文档中定义的参数'],
  ])('%s', async (_, change, message) => {
    const answer = await ask({ out_trade_no: 'T00000001', out_refund_no: 'R1', amount: amount(1), ...change });
    expect(answer).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', message } });
  });
});

describe('asking for a refund', () => {
  test('the same number with the same content is the same refund, whichever number names the order', async () => {
    const { outTradeNo, transactionId } = await paidOrder(gateway, 'v3');
    const asked = { out_refund_no: `R${outTradeNo}`, amount: amount(500) };
    const first = await ask({ ...asked, out_trade_no: outTradeNo });
    const second = await ask({ ...asked, transaction_id: transactionId });
    expect(second).toMatchObject({ status: 200, body: { refund_id: first.body.refund_id } });
    await untilRefundsEnd(gateway);
    expect((await ask({ ...asked, out_trade_no: outTradeNo })).body).toMatchObject({
      refund_id: first.body.refund_id,
      status: 'SUCCESS',
    });
  });

  test('the trade is a REFUND from then on, and can neither be paid nor closed', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    await ask({ out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1) });
    const trade = `/v3/pay/transactions/out-trade-no/${outTradeNo}`;
    expect((await gateway.v3('GET', `${trade}?mchid=${gateway.merchant.mchid}`)).body).toMatchObject({
      trade_state: 'REFUND',
      trade_state_desc: '订单发生过退款，退款详情请查询退款单',
      amount: { total: 1280 },
    });
    const closed = await gateway.v3('POST', `${trade}/close`, { mchid: gateway.merchant.mchid });
    expect(closed).toMatchObject({ status: 400, body: { code: 'ORDER_PAID' } });
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ error: { code: 'PAID' } });
  });

  const mismatch = '订单金额或退款金额与之前请求不一致，请核实后再试';

  test.each<[string, object]>([
    ['another amount', amount(501)],
    ['another total', amount(500, 1281)],
  ])('the same number with %s is refused', async (_, other) => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}` };
    await ask({ ...asked, amount: amount(500) });
    expect(await ask({ ...asked, amount: other })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: mismatch },
    });
  });

  test('a total that is not the order’s is refused', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1280, 1281) };
    expect(await ask(asked)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', message: mismatch } });
  });

  test('what cannot be found, was not paid, or is another order’s has nothing to refund', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    const { transactionId } = await paidOrder(gateway, 'v3');
    for (const number of [
      { out_trade_no: 'T00000002' },
      { transaction_id: '4200000000' },
      { out_trade_no: order.out_trade_no },
      { out_trade_no: order.out_trade_no, transaction_id: transactionId },
    ]) {
      expect(await ask({ ...number, out_refund_no: 'R2', amount: amount(1280) })).toMatchObject({
        status: 404,
        body: { code: 'RESOURCE_NOT_EXISTS', message: '订单不存在' },
      });
    }
  });

  test('all refunds together give back no more than was paid', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const part = (name: string, fen: number) =>
      ask({ out_trade_no: outTradeNo, out_refund_no: `${name}${outTradeNo}`, amount: amount(fen) });
    expect(await part('A', 1281)).toMatchObject({ status: 400, body: { message: '申请退款金额超过订单可退金额' } });
    expect(await part('A', 1000)).toMatchObject({ status: 200 });
    await minute();
    expect(await part('B', 281)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '申请退款金额超过订单可退金额' },
    });
    expect(await part('B', 280)).toMatchObject({ status: 200 });
    await minute();
    expect(await part('C', 1)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '订单已全额退款' },
    });
  });

  test('two refunds of one order are a minute apart', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const part = (name: string) =>
      ask({ out_trade_no: outTradeNo, out_refund_no: `${name}${outTradeNo}`, amount: amount(1) });
    await part('A');
    await gateway.control('clock', { advanceSeconds: 50 });
    expect(await part('B')).toMatchObject({
      status: 429,
      body: { code: 'FREQUENCY_LIMITED', message: '单笔订单请求频率过高，请于1分钟后重试。' },
    });
    await gateway.control('clock', { advanceSeconds: 10 });
    expect(await part('B')).toMatchObject({ status: 200 });
  });

  test('the fifty-first refund of an order is refused', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const part = (n: number) =>
      ask({ out_trade_no: outTradeNo, out_refund_no: `R${n}${outTradeNo}`, amount: amount(1) });
    for (let n = 0; n < 50; n += 1) {
      expect((await part(n)).status).toBe(200);
      await minute();
    }
    expect(await part(50)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '每个支付订单的部分退款次数不能超过50次' },
    });
  }, 20_000);

  test('a year after it was paid, an order is not refunded any more', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    await gateway.control('clock', { advanceSeconds: 365 * 86_400 + 1 });
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1280) };
    expect(await ask(asked)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '订单已经超过退款期限' },
    });
  });

  test('a merchant without enough money is told so, and may ask again', async () => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1280) };
    await gateway.control('faults', { refundNotEnough: 1 });
    expect(await ask(asked)).toMatchObject({
      status: 403,
      body: { code: 'NOT_ENOUGH', message: '基本账户余额不足，请充值后重新发起' },
    });
    expect(await ask(asked)).toMatchObject({ status: 200 });
  });

  test('an order of API v2 can be refunded with API v3', async () => {
    const { transactionId } = await paidOrder(gateway, 'v2');
    const asked = { transaction_id: transactionId, out_refund_no: `R${transactionId}`, amount: amount(1280) };
    expect(await ask(asked)).toMatchObject({ status: 200, body: { transaction_id: transactionId } });
  });
});

describe('a service provider', () => {
  const sub = { sub_mchid: '1900000109' };
  const placed = async () => {
    const { merchant } = gateway;
    const { appid: _, mchid: __, payer: ___, ...order } = gateway.v3Order();
    const parties = { sp_appid: merchant.appid, sp_mchid: merchant.mchid, ...sub };
    const body = { ...parties, ...order, payer: { sp_openid: 'oBuyer' } };
    await gateway.v3('POST', '/v3/pay/partner/transactions/jsapi', body);
    await gateway.control('pay', { outTradeNo: order.out_trade_no });
    return String(order.out_trade_no);
  };

  test('refunds in the name of a sub-merchant, and finds the refund in his name only', async () => {
    const outTradeNo = await placed();
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1280) };
    expect(await ask(asked)).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } });
    expect(await ask({ ...asked, ...sub })).toMatchObject({ status: 200, body: { out_trade_no: outTradeNo } });
    expect(await find(`R${outTradeNo}?sub_mchid=1900000109`)).toMatchObject({ status: 200 });
    expect(await find(`R${outTradeNo}`)).toMatchObject({
      status: 404,
      body: { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' },
    });
  });

  test('cannot refund in the name of somebody else’s', async () => {
    const asked = { out_trade_no: 'T00000001', out_refund_no: 'R3', amount: amount(1), sub_mchid: '1900000110' };
    expect(await ask(asked)).toMatchObject({ status: 403, body: { code: 'NO_AUTH', message: '受理关系不存在' } });
  });
});

test('the log knows the order of a refund that was asked for by its own number', async () => {
  const { outTradeNo } = await paidOrder(gateway, 'v3');
  await ask({ out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount: amount(1) });
  await find(`R${outTradeNo}`);
  expect(await gateway.lastExchange()).toMatchObject({ title: '查询单笔退款', outTradeNo, verdict: { ok: true } });
});

describe('what the order centre asks about a payment', () => {
  test('is found by either number, with its payer, until all of it was given back', async () => {
    const { outTradeNo, transactionId } = await paidOrder(gateway, 'v3');
    const { mchid } = gateway.merchant;
    const payment = { transactionId, payers: ['oBuyer'], shippable: true };
    expect(gateway.findPayment({ transactionId })).toEqual(payment);
    expect(gateway.findPayment({ mchid, outTradeNo })).toEqual(payment);
    await ask({ out_trade_no: outTradeNo, out_refund_no: `A${outTradeNo}`, amount: amount(1279) });
    expect(gateway.findPayment({ transactionId })).toEqual(payment);
    await minute();
    await ask({ out_trade_no: outTradeNo, out_refund_no: `B${outTradeNo}`, amount: amount(1) });
    expect(gateway.findPayment({ transactionId })).toEqual({ ...payment, shippable: false });
  });

  test('is unknown where nobody paid', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    const outTradeNo = String(order.out_trade_no);
    expect(gateway.findPayment({ mchid: gateway.merchant.mchid, outTradeNo })).toBeUndefined();
    expect(gateway.findPayment({ transactionId: '4200' })).toBeUndefined();
  });
});
