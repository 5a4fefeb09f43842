import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, startGateway, type TestGateway } from './support/gateway';

const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { others: { subMerchants: [sub] } } });
});
afterAll(() => gateway.close());

/** Eighteen digits as a scanner reads them. */
const code = () => `13${String(randomInt(10 ** 12)).padStart(16, '0')}`;

function codeOrder(change: Json = {}): Json {
  const { notify_url: _, ...order } = gateway.v3Order();
  const payer = { auth_code: code() };
  return { ...order, payer, scene_info: { store_info: { id: '0001' } }, ...change };
}

const path = '/v3/pay/transactions';
const charge = (body: Json) => gateway.v3('POST', `${path}/codepay`, body);
const query = (order: Json) =>
  gateway.v3('GET', `${path}/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`);
const reverse = (order: Json) => {
  const { appid, mchid } = gateway.merchant;
  return gateway.v3('POST', `${path}/out-trade-no/${order.out_trade_no}/reverse`, { appid, mchid });
};
const close = (order: Json) =>
  gateway.v3('POST', `${path}/out-trade-no/${order.out_trade_no}/close`, { mchid: gateway.merchant.mchid });
const advance = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });

describe('charging a code', () => {
  test('takes the money at once and tells all of it in the answer', async () => {
    const order = codeOrder({ attach: '店 1' });
    const paid = await charge(order);
    expect(paid.status).toBe(200);
    expect(paid.body).toEqual({
      transaction_id: expect.stringMatching(/^\d{28}$/),
      amount: { currency: 'CNY', payer_currency: 'CNY', payer_total: 1280, total: 1280 },
      appid: gateway.merchant.appid,
      mchid: gateway.merchant.mchid,
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: '店 1',
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      payer: { openid: expect.any(String) },
      out_trade_no: order.out_trade_no,
      trade_type: 'MICROPAY',
      promotion_detail: [],
    });
    expect((await query(order)).body).toEqual(paid.body);
    const { notifications } = await gateway.control('state', undefined, 'GET');
    expect(notifications).toEqual([]);
  });

  test('answers 202 while the buyer types the password; the query tells what came of it', async () => {
    await gateway.control('faults', { userPaying: 2 });
    const [paid, failed] = [codeOrder(), codeOrder()];
    for (const order of [paid, failed]) {
      expect(await charge(order)).toMatchObject({
        status: 202,
        body: { trade_state: 'USERPAYING', trade_state_desc: '需要用户输入支付密码' },
      });
    }
    await gateway.control('pay', { outTradeNo: paid.out_trade_no });
    await gateway.control('pay', { outTradeNo: failed.out_trade_no, outcome: 'fail' });
    expect((await query(paid)).body).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MICROPAY' });
    expect((await query(failed)).body).toMatchObject({
      trade_state: 'PAYERROR',
      trade_state_desc: '支付失败,请撤销订单',
    });
    expect(await charge({ ...failed, payer: { auth_code: code() } })).toMatchObject({
      status: 403,
      body: { code: 'TRADE_ERROR', message: '支付失败，请撤销订单' },
    });
  });

  const required = (name: string, label: string) =>
    `输入源“/body/${name}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;
  const scan = '请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)';
  test.each<[string, Json, string, string]>([
    ['no code', { payer: {} }, 'PARAM_ERROR', required('payer/auth_code', '授权码')],
    ['no scene', { scene_info: undefined }, 'PARAM_ERROR', required('scene_info', '场景信息')],
    ['no shop', { scene_info: {} }, 'PARAM_ERROR', required('scene_info/store_info', '商户门店信息')],
    ['a shop without a name', { scene_info: { store_info: {} } }, 'PARAM_ERROR', 'store_info的id和out_id至少填一个'],
    ['a code of Alipay', { payer: { auth_code: '280000000000000000' } }, 'AUTH_CODE_INVALID', scan],
    ['a code too short', { payer: { auth_code: '13000000000000000' } }, 'AUTH_CODE_INVALID', scan],
    ['an appid of somebody else', { appid: 'wx1' }, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配'],
    [
      'an address for notifications',
      { notify_url: 'http://127.0.0.1:9/x' },
      'PARAM_ERROR',
      '请求中含有未在API文档中定义的参数',
    ],
  ])('with %s is refused', async (_, change, errorCode, message) => {
    expect(await charge(codeOrder(change))).toMatchObject({ status: 400, body: { code: errorCode, message } });
  });

  test('takes a code once, and an order once', async () => {
    const order = codeOrder();
    await charge(order);
    expect(await charge(codeOrder({ payer: order.payer }))).toMatchObject({
      status: 400,
      body: { code: 'AUTH_CODE_INVALID', message: '每个二维码仅限使用一次，请刷新再试' },
    });
    expect(await charge({ ...order, payer: { auth_code: code() } })).toMatchObject({
      status: 400,
      body: { code: 'ORDERPAID' },
    });
  });

  test('takes a code for a minute, from a buyer who has the money, and an order from one buyer', async () => {
    const issue = async (buyer: Json) => (await gateway.control('paycode', buyer)).authCode as string;
    const chargeWith = (auth_code: string, change: Json = {}) => charge(codeOrder({ payer: { auth_code }, ...change }));
    expect(await chargeWith(await issue({ openid: 'oPoor', balance: 1279 }))).toMatchObject({
      status: 403,
      body: { code: 'NOT_ENOUGH', message: '用户余额不足，请换卡支付' },
    });
    const old = await issue({ openid: 'oSlow' });
    await advance(60);
    expect(await chargeWith(old)).toMatchObject({
      status: 400,
      body: { code: 'AUTH_CODE_INVALID', message: '付款码已过期，请退出重试' },
    });
    await gateway.control('faults', { userPaying: 1 });
    const order = codeOrder({ payer: { auth_code: await issue({ openid: 'oFirst' }) } });
    await charge(order);
    expect(await charge({ ...order, payer: { auth_code: await issue({ openid: 'oSecond' }) } })).toMatchObject({
      status: 403,
      body: { code: 'TRADE_ERROR', message: '同一笔订单只能由同一个用户支付' },
    });
  });

  test('takes no number of another product, and none again with other parameters', async () => {
    const other = gateway.v3Order();
    await gateway.v3('POST', `${path}/jsapi`, other);
    expect(await charge(codeOrder({ out_trade_no: other.out_trade_no }))).toMatchObject({
      status: 403,
      body: { code: 'OUT_TRADE_NO_USED' },
    });
    await gateway.control('faults', { userPaying: 1 });
    const order = codeOrder();
    await charge(order);
    expect(await charge({ ...order, amount: { total: 1 } })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
    });
  });

  test('is done by a service provider too', async () => {
    const { appid, mchid, ...order } = codeOrder();
    const parties = { sp_appid: appid, sp_mchid: mchid, sub_mchid: sub.mchid };
    const paid = await gateway.v3('POST', '/v3/pay/partner/transactions/codepay', { ...parties, ...order });
    expect(paid).toMatchObject({ status: 200, body: { ...parties, trade_state: 'SUCCESS', trade_type: 'MICROPAY' } });
    await advance(15);
    const target = `/v3/pay/partner/transactions/out-trade-no/${order.out_trade_no}/reverse`;
    expect(await gateway.v3('POST', target, parties)).toMatchObject({
      status: 200,
      body: { ...parties, out_trade_no: order.out_trade_no },
    });
  });
});

describe('reversing', () => {
  test('gives back what was paid, and can be repeated', async () => {
    const order = codeOrder();
    await charge(order);
    await advance(15);
    for (let count = 0; count < 2; count += 1) {
      expect(await reverse(order)).toMatchObject({
        status: 200,
        body: { appid: gateway.merchant.appid, mchid: gateway.merchant.mchid, out_trade_no: order.out_trade_no },
      });
    }
    expect((await query(order)).body).toMatchObject({ trade_state: 'REVOKED', trade_state_desc: '订单已撤销' });
    expect(await charge({ ...order, payer: { auth_code: code() } })).toMatchObject({
      status: 400,
      body: { code: 'ORDER_CLOSED', message: '订单已撤销，请重新下单支付' },
    });
    expect(
      await gateway.v3('POST', `${path}/jsapi`, gateway.v3Order({ out_trade_no: order.out_trade_no })),
    ).toMatchObject({ status: 403, body: { code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' } });
  });

  test('ends an order that waits for a password', async () => {
    await gateway.control('faults', { userPaying: 1 });
    const order = codeOrder();
    await charge(order);
    await advance(15);
    expect((await reverse(order)).status).toBe(200);
    expect(await gateway.control('pay', { outTradeNo: order.out_trade_no })).toMatchObject({
      status: 409,
      error: { code: 'REVOKED' },
    });
  });

  test('is refused within fifteen seconds, after seven days, and once some of the money went back', async () => {
    const [order, refunded] = [codeOrder(), codeOrder()];
    await charge(order);
    await charge(refunded);
    expect(await reverse(order)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '请在支付15秒后再撤销订单' },
    });
    const amount = { refund: 1, total: 1280, currency: 'CNY' };
    await gateway.v3('POST', '/v3/refund/domestic/refunds', {
      out_trade_no: refunded.out_trade_no,
      out_refund_no: `R${refunded.out_trade_no}`,
      amount,
    });
    await advance(15);
    expect(await reverse(refunded)).toMatchObject({ status: 403, body: { code: 'TRADE_ERROR' } });
    await advance(7 * 86_400);
    expect(await reverse(order)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '订单已超过7天，不能撤销，请使用退款' },
    });
  });

  test('knows no order of another product, and none that nobody made', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', `${path}/jsapi`, order);
    expect(await reverse(order)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '只有付款码支付的订单可以撤销' },
    });
    expect(await reverse({ out_trade_no: 'T00000000' })).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
  });
});

test('an order of code pay cannot be closed', async () => {
  const order = codeOrder();
  await charge(order);
  const answer = await close(order);
  expect(answer).toMatchObject({ status: 400, body: { message: '当前交易不允许进行普通关单（只能撤销）' } });
  expect(answer.headers['request-id']).toMatch(/-268449641$/);
});
