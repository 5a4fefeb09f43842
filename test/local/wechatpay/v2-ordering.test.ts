import { describe, expect, test } from '@jest/globals';
import type { Fields } from './support/gateway';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({
  merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
});

const beijing = (offsetSeconds: number) =>
  new Date(Date.now() + 8 * 3600_000 + offsetSeconds * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
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
    ['a kind of trade nobody knows', { trade_type: 'MICROPAY' }, 'trade_type参数格式错误：MICROPAY'],
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
