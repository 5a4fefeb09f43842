import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { paidOrder } from './support/refunds';

const subs = [{ mchid: '1900000109' }, { mchid: '1900000110' }];
const other = {
  mchid: '1900000200',
  appids: ['wxother0000000001'],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
};
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { others: { merchants: [other], subMerchants: subs } } });
});
afterEach(() => gateway.control('faults', undefined, 'DELETE'));
afterAll(() => gateway.close());

const path = '/v3/pay/transactions';
const partnerPath = '/v3/pay/partner/transactions';
const jsapi = (body: Json) => gateway.v3('POST', `${path}/jsapi`, body);
const close = (outTradeNo: unknown) =>
  gateway.v3('POST', `${path}/out-trade-no/${outTradeNo}/close`, { mchid: gateway.merchant.mchid });

function partnerOrder(change: Json = {}): Json {
  const { appid, mchid, payer: _, ...order } = gateway.v3Order();
  const parties = { sp_appid: appid, sp_mchid: mchid, sub_mchid: '1900000109' };
  return { ...parties, ...order, payer: { sp_openid: 'oBuyer' }, ...change };
}

/** An order of the first sub-merchant that was paid: its transaction_id. */
async function paidForSubMerchant(): Promise<string> {
  const order = partnerOrder();
  await gateway.v3('POST', `${partnerPath}/jsapi`, order);
  return String((await gateway.control('pay', { outTradeNo: order.out_trade_no })).transactionId);
}

/** The merchant sells in a shop, with a code that a scanner has read. */
async function chargedCode(): Promise<unknown> {
  const { notify_url: _, ...order } = gateway.v3Order();
  const auth_code = `13${order.out_trade_no}`.replace(/\D/g, '').padEnd(18, '0').slice(0, 18);
  const body = { ...order, payer: { auth_code }, scene_info: { store_info: { id: '1' } } };
  await gateway.v3('POST', `${path}/codepay`, body);
  return order.out_trade_no;
}

/** Each refusal of which the number behind the last hyphen of `Request-ID` is known, with the request that causes it. */
const refusals: [number, string, number, string, () => Promise<Answer>][] = [
  [268512771, '订单不存在', 404, 'ORDER_NOT_EXIST', () => close('T00000000')],
  [
    268447840,
    '请求频率超过限制',
    429,
    'FREQUENCY_LIMITED',
    async () => {
      await gateway.control('faults', { frequencyLimited: 1 });
      return jsapi(gateway.v3Order());
    },
  ],
  [
    268435461,
    '输入源“/body/description”映射到字段“商品描述”必填性规则校验失败，此字段为必填项',
    400,
    'PARAM_ERROR',
    () => jsapi(gateway.v3Order({ description: undefined })),
  ],
  [
    268449538,
    '该订单已支付',
    400,
    'ORDERPAID',
    async () => {
      const order = gateway.v3Order();
      await jsapi(order);
      await gateway.control('pay', { outTradeNo: order.out_trade_no });
      return jsapi(order);
    },
  ],
  [268498689, '订单已支付', 400, 'ORDER_PAID', async () => close((await paidOrder(gateway, 'v3')).outTradeNo)],
  [270924358, '请求中含有未在API文档中定义的参数', 400, 'PARAM_ERROR', () => jsapi(gateway.v3Order({ total_fee: 1 }))],
  [
    268443715,
    '商户号不存在',
    400,
    'MCH_NOT_EXISTS',
    () => {
      const amount = { total_amount: 1, currency: 'CNY' };
      const sub = (out_trade_no: string) => ({
        mchid: '1900000999',
        attach: 'a',
        amount,
        out_trade_no,
        description: 'd',
      });
      return gateway.v3('POST', '/v3/combine-transactions/native', {
        combine_appid: gateway.merchant.appid,
        combine_mchid: gateway.merchant.mchid,
        combine_out_trade_no: gateway.newNumber(),
        notify_url: 'http://127.0.0.1:9/notify',
        sub_orders: [sub('T00000001'), sub('T00000002')],
      });
    },
  ],
  [
    268447843,
    '商户号和订单不匹配',
    400,
    'INVALID_REQUEST',
    async () => {
      const id = await paidForSubMerchant();
      const party = `sp_mchid=${gateway.merchant.mchid}&sub_mchid=1900000109`;
      const ofMerchant = (await paidOrder(gateway, 'v3')).transactionId;
      expect((await gateway.v3('GET', `${partnerPath}/id/${id}?${party}`)).status).toBe(200);
      return gateway.v3('GET', `${partnerPath}/id/${ofMerchant}?${party}`);
    },
  ],
  [
    268447914,
    '该订单已失效',
    400,
    'ORDER_CLOSED',
    async () => {
      const order = gateway.v3Order();
      await jsapi(order);
      await close(order.out_trade_no);
      return jsapi(order);
    },
  ],
  [
    268435464,
    '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    400,
    'PARAM_ERROR',
    () => jsapi(gateway.v3Order({ amount: { total: 0 } })),
  ],
  [
    268443704,
    '受理机构必须传入sub_mch_id',
    400,
    'PARAM_ERROR',
    async () =>
      gateway.v3('POST', '/v3/refund/domestic/refunds', {
        transaction_id: await paidForSubMerchant(),
        out_refund_no: gateway.newNumber(),
        amount: { refund: 1, total: 1280, currency: 'CNY' },
      }),
  ],
  [
    268448010,
    '此商家的收款功能已被限制',
    403,
    'RULE_LIMIT',
    async () => {
      await gateway.control('faults', { refuse: { path: `${path}/jsapi`, code: 'RULE_LIMIT', times: 1 } });
      return jsapi(gateway.v3Order());
    },
  ],
  [268449641, '当前交易不允许进行普通关单（只能撤销）', 400, 'INVALID_REQUEST', async () => close(await chargedCode())],
  [
    268447845,
    '子商户号和订单信息不匹配',
    400,
    'INVALID_REQUEST',
    async () => {
      const id = await paidForSubMerchant();
      return gateway.v3('GET', `${partnerPath}/id/${id}?sp_mchid=${gateway.merchant.mchid}&sub_mchid=1900000110`);
    },
  ],
  [
    268443699,
    '签名错误',
    401,
    'SIGN_ERROR',
    () => gateway.v3('GET', `${path}/id/4200`, undefined, { authorization: brokenAuthorization() }),
  ],
  [
    268501013,
    'JSAPI支付必须传openid',
    400,
    'PARAM_ERROR',
    () => gateway.v3('POST', `${partnerPath}/jsapi`, partnerOrder({ payer: {} })),
  ],
  [
    268443701,
    '受理关系不存在',
    403,
    'NO_AUTH',
    () => gateway.v3('POST', `${partnerPath}/jsapi`, partnerOrder({ sub_mchid: '1900000111' })),
  ],
  [
    268443705,
    '子商户mchid不能与自身mchid相同',
    400,
    'PARAM_ERROR',
    () => gateway.v3('POST', `${partnerPath}/jsapi`, partnerOrder({ sub_mchid: gateway.merchant.mchid })),
  ],
  [
    268498688,
    '请求重入时，参数与首次请求时不一致',
    400,
    'INVALID_REQUEST',
    async () => {
      const order = gateway.v3Order();
      await jsapi(order);
      return jsapi({ ...order, attach: 'x' });
    },
  ],
  [268445527, 'appid和mch_id不匹配', 400, 'APPID_MCHID_NOT_MATCH', () => jsapi(gateway.v3Order({ appid: 'wx1' }))],
];
type Answer = Awaited<ReturnType<TestGateway['v3']>>;

function brokenAuthorization(): string {
  const { mchid, merchantSerial } = gateway.merchant;
  const timestamp = Math.floor(Date.now() / 1000);
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="n",signature="AAAA",timestamp="${timestamp}",serial_no="${merchantSerial}"`;
}

test.each(refusals)('Request-ID ends in %i where WeChat says %s', async (number, message, status, code, act) => {
  const answer = await act();
  expect(answer).toMatchObject({ status, body: { code, message } });
  expect(answer.headers['request-id']).toMatch(new RegExp(`^08[0-9A-F]{32}-${number}$`));
});
