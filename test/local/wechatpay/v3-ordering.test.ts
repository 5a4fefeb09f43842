import { describe, expect, test } from '@jest/globals';
import type { Json, TestGateway } from './support/gateway';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { appids: ['wxother'] } } });

const jsapi = '/v3/pay/transactions/jsapi';
const byNumber = (order: Json) =>
  `/v3/pay/transactions/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`;
const close = (order: Json) =>
  gateway.v3('POST', `/v3/pay/transactions/out-trade-no/${order.out_trade_no}/close`, {
    mchid: gateway.merchant.mchid,
  });
describe('ordering', () => {
  const rule = (name: string, label: string) => `输入源“/body/${name}”映射到值字段“${label}”字符串规则校验失败，`;
  const required = (name: string, label: string) =>
    `输入源“/body/${name}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`;
  const type = (name: string, label: string, wanted: string) =>
    `无法将 JSON 输入源“/body/${name}”映射到目标字段“${label}”中，此字段需要一个${wanted}`;
  const integer = type('amount/total', '总金额', '合法的 64 位有符号整数');

  test.each<[string, Json, string]>([
    ['no description', { description: undefined }, required('description', '商品描述')],
    [
      'a description of 128 bytes',
      { description: 'x'.repeat(128) },
      `${rule('description', '商品描述')}字节数 128，大于最大值 127`,
    ],
    ['an empty description', { description: '' }, `${rule('description', '商品描述')}字节数 0，小于最小值 1`],
    ['null', { attach: null }, type('attach', '附加数据', ' string 类型的 Json 值')],
    ['an emoji', { attach: '🍎' }, `${rule('attach', '附加数据')}字符串含有超过 3 个字节的 UTF-8 字符`],
    ['an attach of 129 bytes', { attach: 'x'.repeat(129) }, `${rule('attach', '附加数据')}字节数 129，大于最大值 128`],
    ['no amount', { amount: undefined }, required('amount', '订单金额')],
    ['an amount that is a number', { amount: 1 }, type('amount', '订单金额', ' object 类型的 Json 值')],
    ['yuan for fen', { amount: { total: 12.8 } }, integer],
    ['an amount as text', { amount: { total: '1280' } }, integer],
    [
      'nothing to pay',
      { amount: { total: 0 } },
      '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    ],
    [
      'another currency',
      { amount: { total: 1, currency: 'USD' } },
      `${rule('amount/currency', '货币类型')}字符串必须匹配正则表达式“^CNY$”`,
    ],
    ['no payer', { payer: undefined }, required('payer', '支付者')],
    ['a payer without openid', { payer: {} }, required('payer/openid', '用户标识')],
    [
      'an openid that is a number',
      { payer: { openid: 4 } },
      type('payer/openid', '用户标识', ' string 类型的 Json 值'),
    ],
    [
      'a number of 5 characters',
      { out_trade_no: 'T0001' },
      `${rule('out_trade_no', '商户订单号')}字节数 5，小于最小值 6`,
    ],
    [
      'goods without a name',
      { detail: { goods_detail: [{}] } },
      required('detail/goods_detail/0/merchant_goods_id', '商户侧商品编码'),
    ],
    ['an expiry in words', { time_expire: 'tomorrow' }, '参数time_expire格式错误，应为YYYY-MM-DDTHH:mm:ss+08:00'],
    ['an expiry in the past', { time_expire: '2020-01-01T00:00:00+08:00' }, 'time_expire时间已过期'],
    ['an expiry in a hundred years', { time_expire: '2126-01-01T00:00:00+08:00' }, 'time_expire不得超过90天'],
    ['a field nobody knows', { trade_type: 'JSAPI' }, '请求中含有未在API文档中定义的参数'],
    ['a field nobody knows, deep inside', { payer: { openid: 'o', name: 'x' } }, '请求中含有未在API文档中定义的参数'],
  ])('%s is refused', async (_, change, message) => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order(change));
    expect(answer).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', message } });
  });

  test('an extra field is named, and has a number of its own', async () => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order({ payer: { openid: 'o', sub_openid: 'x' } }));
    expect(answer.body.detail).toEqual({ location: null, value: ['/body/payer/sub_openid'] });
    expect(answer.headers['request-id']).toMatch(/-270924358$/);
  });

  test('a broken rule says where and how', async () => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order({ amount: { total: 0 } }));
    expect(answer.body.detail).toEqual({ field: '/amount/total', issue: 'range', location: 'body', value: 0 });
  });

  test.each([
    ['no JSON', '{', '请求报文不是UTF-8编码的合法JSON'],
    ['an array', '[]', '无法将 JSON 输入源“/body”映射到目标字段中，此字段需要一个 object 类型的 Json 值'],
    ['a name that JavaScript gives a meaning', '{"__proto__":{"x":1}}', '请求中含有未在API文档中定义的参数'],
  ])('%s is refused', async (_, body, message) => {
    expect(await gateway.v3('POST', jsapi, body)).toMatchObject({ status: 400, body: { message } });
  });

  test('a body that does not say it is JSON is refused', async () => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order(), { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 400, body: { message: 'Http头Content-Type应为application/json' } });
  });

  test.each<[string, (merchant: TestGateway['merchant']) => Json, number, string]>([
    ['an appid of somebody else', () => ({ appid: 'wx1' }), 400, 'APPID_MCHID_NOT_MATCH'],
    ['an mchid that did not sign', () => ({ mchid: '1900000001' }), 400, 'INVALID_REQUEST'],
  ])('%s is refused', async (_, change, status, code) => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order(change(gateway.merchant)));
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test('a further appid that was declared is as good as the first', async () => {
    expect(await gateway.v3('POST', jsapi, gateway.v3Order({ appid: 'wxother' }))).toMatchObject({ status: 200 });
  });

  test('the same parameters again give the same prepay_id, in whatever order and with whatever expiry', async () => {
    const order = gateway.v3Order();
    const first = await gateway.v3('POST', jsapi, order);
    const expiry = new Date(Date.now() + 6 * 86_400_000).toISOString().replace(/\.\d+Z/, '+00:00');
    const second = await gateway.v3('POST', jsapi, { time_expire: expiry, ...order });
    expect(second.body.prepay_id).toBe(first.body.prepay_id);
  });

  test.each<[string, Json]>([
    ['amount', { amount: { total: 1 } }],
    ['payer', { payer: { openid: 'oOther' } }],
    ['set of parameters', { attach: 'x' }],
  ])('the same number with another %s is refused', async (_, change) => {
    const order = gateway.v3Order();
    await gateway.v3('POST', jsapi, order);
    const answer = await gateway.v3('POST', jsapi, { ...order, ...change });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '请求重入时，参数与首次请求时不一致' },
    });
    expect(answer.headers['request-id']).toMatch(/-268498688$/);
  });

  test('a number that was paid, closed or expired cannot be used again', async () => {
    const [paid, closed] = [gateway.v3Order(), gateway.v3Order()];
    const soon = new Date(Date.now() + 90 * 86_400_000 - 60_000).toISOString();
    const expired = gateway.v3Order({ time_expire: soon });
    for (const order of [paid, closed, expired]) await gateway.v3('POST', jsapi, order);
    await gateway.control('pay', { outTradeNo: paid.out_trade_no });
    await close(closed);
    await gateway.control('clock', { now: soon });
    expect(await gateway.v3('POST', jsapi, paid)).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
    expect(await gateway.v3('POST', jsapi, closed)).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
    expect(await gateway.v3('GET', byNumber(expired))).toMatchObject({ body: { trade_state: 'CLOSED' } });
    await gateway.control('reset');
  });

  test('without an expiry an order can be paid for seven days', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', jsapi, order);
    await gateway.control('clock', { advanceSeconds: 7 * 86_400 - 60 });
    expect(await gateway.v3('GET', byNumber(order))).toMatchObject({ body: { trade_state: 'NOTPAY' } });
    await gateway.control('clock', { advanceSeconds: 60 });
    expect(await gateway.v3('GET', byNumber(order))).toMatchObject({
      body: { trade_state: 'CLOSED', trade_state_desc: '订单已关闭' },
    });
  });
});
