import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { beijing, billClient } from './support/bills';
import { codePay, number } from './support/code-pay';
import type { Fields, Json } from './support/gateway';
import { answerOverTls, v2OverTls } from './support/refunds';
import { toXml, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const old = {
  mchid: '1900000200',
  appids: ['wxold00000000001'],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
  feeRate: '1.00%',
  billForm: 'old',
};
const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'], feeRate: '0.38%' };
const gateway = useGateway({ merchantFile: { others: { merchants: [old], subMerchants: [sub] } } });
const shop = () => billClient(gateway);
const later = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex');

let day: string;
let facts: Record<'apple' | 'pear' | 'partner' | 'coffee' | 'refund' | 'closed', string>;
/** The moment of each, as the control that shows WeChat's state tells it. */
let at: Record<
  'apple' | 'pear' | 'partner' | 'coffee' | 'reversed' | 'refund' | 'returned' | 'closed' | 'back',
  string
>;

/** A day on which everything happens that a bill tells of, and an order that nobody pays. */
beforeAll(async () => {
  const { goTo, day: dayAfter } = shop();
  day = dayAfter(1);
  await goTo(day, '10:00:00');
  const pay = async (outTradeNo: string) => String((await gateway.control('pay', { outTradeNo })).transactionId);
  const v2Order = (fields: Fields) => gateway.v2('/pay/unifiedorder', gateway.v2Order(fields));

  await v2Order({ out_trade_no: 'APPLE001', body: '苹果, 500 克', attach: '"桌" 3', device_info: 'POS-1' });
  const apple = await pay('APPLE001');
  await v2Order({ out_trade_no: 'UNPAID01' });
  await later(60);
  const pearOrder = gateway.v3Order({ out_trade_no: 'PEAR0001', description: '梨', amount: { total: 8000 } });
  await gateway.v3('POST', '/v3/pay/transactions/jsapi', pearOrder);
  const pear = await pay('PEAR0001');
  await later(60);
  await v2Order({ out_trade_no: 'PARTNER1', body: '特约', total_fee: 10000, sub_mch_id: sub.mchid });
  const partner = await pay('PARTNER1');
  await later(60);
  const till = codePay(() => gateway);
  const cup = till.order({ out_trade_no: 'COFFEE01', body: '咖啡', total_fee: 300 });
  await till.charge({ ...cup, auth_code: await till.paycode({ openid: 'oCup' }) });
  await later(20);
  await till.reverse(number(cup));
  const refunded = { out_trade_no: 'APPLE001', out_refund_no: 'RA1', total_fee: 1280, refund_fee: 500 };
  const { refund_id: refund } = await v2OverTls(gateway, '/secapi/pay/refund', refunded);
  await later(200);
  await gateway.control('faults', { refundOutcome: { outcome: 'closed', times: 1 } });
  const closing = {
    out_trade_no: 'PEAR0001',
    out_refund_no: 'RP1',
    amount: { total: 8000, refund: 1, currency: 'CNY' },
  };
  const { body } = await gateway.v3('POST', '/v3/refund/domestic/refunds', closing);
  await later(200);
  const state = await gateway.control('state', undefined, 'GET');
  const named = (list: unknown, name: string, value: string) =>
    (list as Json[]).find((one) => one[name] === value) as Record<string, string>;
  const order = (outTradeNo: string) => named(state.orders, 'outTradeNo', outTradeNo);
  const refundOf = (outRefundNo: string) => named(state.refunds, 'outRefundNo', outRefundNo);
  const time = (moment: string | undefined) => beijing(moment as string);
  facts = {
    ...{ apple, pear, partner, refund: refund as string, closed: String(body.refund_id) },
    coffee: order('COFFEE01').transactionId as string,
  };
  at = {
    apple: time(order('APPLE001').paidAt),
    pear: time(order('PEAR0001').paidAt),
    partner: time(order('PARTNER1').paidAt),
    coffee: time(order('COFFEE01').paidAt),
    reversed: time(order('COFFEE01').closedAt),
    refund: time(refundOf('RA1').createdAt),
    returned: time(refundOf('RA1').endedAt),
    closed: time(refundOf('RP1').createdAt),
    back: time(refundOf('RP1').endedAt),
  };
  await goTo(dayAfter(2), '09:00:00');
});

const asked = (fields: Fields = {}): Fields => ({ bill_date: day.replaceAll('-', ''), ...fields });
const own = () => `\`${gateway.merchant.appid},\`${gateway.merchant.mchid}`;
const textOf = ({ bytes }: { bytes: Buffer }) => bytes.toString('utf8');

/** What the rows of one trade have in common: from the payment to the currency, and the goods with what they cost. */
const rows = () => {
  const apple = (state: string) =>
    `${own()},\`0,\`POS-1,\`${facts.apple},\`APPLE001,\`oBuyer,\`JSAPI,\`${state},\`OTHERS,\`CNY`;
  const pear = (state: string) =>
    `${own()},\`0,\`,\`${facts.pear},\`PEAR0001,\`oBuyer,\`JSAPI,\`${state},\`OTHERS,\`CNY`;
  const cup = (state: string) =>
    `${own()},\`0,\`,\`${facts.coffee},\`COFFEE01,\`oCup,\`MICROPAY,\`${state},\`OTHERS,\`CNY`;
  const partner = `${own()},\`1900000109,\`,\`${facts.partner},\`PARTNER1,\`oBuyer,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY`;
  return { apple, pear, cup, partner };
};

describe('a trade bill', () => {
  test('tells of payments, reversals and refunds, oldest first, and adds them up', async () => {
    const { apple, pear, cup, partner } = rows();
    const file = await shop().v2(asked());
    expect(file.type).toBe('text/plain; charset=utf-8');
    expect(textOf(file)).toBe(
      [
        '\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
        `\`${at.apple},${apple('SUCCESS')},\`12.80,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`苹果\\  500 克,\`\\"桌\\" 3,\`0.08000,\`0.60%,\`12.80,\`0.00,\``,
        `\`${at.pear},${pear('SUCCESS')},\`80.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`梨,\`,\`0.48000,\`0.60%,\`80.00,\`0.00,\``,
        `\`${at.partner},${partner},\`100.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`特约,\`,\`0.38000,\`0.38%,\`100.00,\`0.00,\``,
        `\`${at.coffee},${cup('SUCCESS')},\`3.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`咖啡,\`,\`0.02000,\`0.60%,\`3.00,\`0.00,\``,
        `\`${at.reversed},${cup('REVOKED')},\`0.00,\`0.00,\`0,\`0,\`3.00,\`0.00,\`ORIGINAL,\`SUCCESS,\`咖啡,\`,\`-0.02000,\`0.60%,\`0.00,\`3.00,\``,
        `\`${at.refund},${apple('REFUND')},\`0.00,\`0.00,\`${facts.refund},\`RA1,\`5.00,\`0.00,\`ORIGINAL,\`SUCCESS,\`苹果\\  500 克,\`\\"桌\\" 3,\`-0.03000,\`0.60%,\`0.00,\`5.00,\``,
        `\`${at.closed},${pear('REFUND')},\`0.00,\`0.00,\`${facts.closed},\`RP1,\`0.01,\`0.00,\`ORIGINAL,\`FAIL,\`梨,\`,\`0.00000,\`0.60%,\`0.00,\`0.01,\``,
        '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
        '`7,`195.80,`8.01,`0.00,`0.91000,`195.80,`8.01',
        '',
      ].join('\r\n'),
    );
  });

  test('of payments only has no columns of refunds', async () => {
    const { apple, pear, cup, partner } = rows();
    expect(textOf(await shop().v2(asked({ bill_type: 'SUCCESS' })))).toBe(
      [
        '\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注',
        `\`${at.apple},${apple('SUCCESS')},\`12.80,\`0.00,\`苹果\\  500 克,\`\\"桌\\" 3,\`0.08000,\`0.60%,\`12.80,\``,
        `\`${at.pear},${pear('SUCCESS')},\`80.00,\`0.00,\`梨,\`,\`0.48000,\`0.60%,\`80.00,\``,
        `\`${at.partner},${partner},\`100.00,\`0.00,\`特约,\`,\`0.38000,\`0.38%,\`100.00,\``,
        `\`${at.coffee},${cup('SUCCESS')},\`3.00,\`0.00,\`咖啡,\`,\`0.02000,\`0.60%,\`3.00,\``,
        '总交易单数,应结订单总金额,手续费总金额,订单总金额',
        '`4,`195.80,`0.96000,`195.80',
        '',
      ].join('\r\n'),
    );
  });

  test('of refunds only says when each was asked for, and when the money was back', async () => {
    const { apple, pear, cup } = rows();
    const { bytes, status } = await shop().v3(`/v3/bill/tradebill?bill_date=${day}&bill_type=REFUND`);
    expect(status).toBe(200);
    expect(bytes.toString()).toBe(
      [
        '\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
        `\`${at.reversed},${cup('REVOKED')},\`0.00,\`0.00,\`${at.reversed},\`${at.reversed},\`0,\`0,\`3.00,\`0.00,\`ORIGINAL,\`SUCCESS,\`咖啡,\`,\`-0.02000,\`0.60%,\`0.00,\`3.00,\``,
        `\`${at.refund},${apple('REFUND')},\`0.00,\`0.00,\`${at.refund},\`${at.returned},\`${facts.refund},\`RA1,\`5.00,\`0.00,\`ORIGINAL,\`SUCCESS,\`苹果\\  500 克,\`\\"桌\\" 3,\`-0.03000,\`0.60%,\`0.00,\`5.00,\``,
        `\`${at.closed},${pear('REFUND')},\`0.00,\`0.00,\`${at.closed},\`,\`${facts.closed},\`RP1,\`0.01,\`0.00,\`ORIGINAL,\`FAIL,\`梨,\`,\`0.00000,\`0.60%,\`0.00,\`0.01,\``,
        '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
        '`3,`0.00,`8.01,`0.00,`-0.05000,`0.00,`8.01',
        '',
      ].join('\r\n'),
    );
  });

  test('is the same file by API v3, whose hash is of what was packed, and is not signed', async () => {
    const plain = await shop().v3(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
    const packed = await shop().v3(`/v3/bill/tradebill?bill_date=${day}&tar_type=GZIP`);
    expect(plain.bytes).toEqual((await shop().v2(asked({ bill_type: 'ALL' }))).bytes);
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
    expect(gunzipSync((await shop().v2(asked({ tar_type: 'GZIP' }))).bytes)).toEqual(plain.bytes);
    expect([plain.hashType, plain.hash, packed.hash]).toEqual(['SHA1', sha1(plain.bytes), sha1(plain.bytes)]);
    expect(plain.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v3\/billdownload\/file\?token=[\w-]{64}$/);
    expect(packed.url).toMatch(/&tartype=gzip$/);
    expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(plain.headers['request-id']).toMatch(/-0$/);
    expect(plain.headers['wechatpay-signature']).toBeUndefined();
  });

  test('of one sub-merchant has its trades only', async () => {
    const { partner } = rows();
    const v2 = textOf(await shop().v2(asked({ bill_type: 'SUCCESS', sub_mch_id: sub.mchid })));
    expect(v2.split('\r\n').slice(1)).toEqual([
      `\`${at.partner},${partner},\`100.00,\`0.00,\`特约,\`,\`0.38000,\`0.38%,\`100.00,\``,
      '总交易单数,应结订单总金额,手续费总金额,订单总金额',
      '`1,`100.00,`0.38000,`100.00',
      '',
    ]);
    const v3 = await shop().v3(`/v3/bill/tradebill?bill_date=${day}&bill_type=SUCCESS&sub_mchid=${sub.mchid}`);
    expect(v3.bytes.toString()).toBe(v2);
  });
});

test('a fund flow bill tells what each payment, refund and fee left on the account', async () => {
  const { apple, pear, coffee, refund, closed } = facts;
  const { mchid } = gateway.merchant;
  const expected = [
    '\uFEFF记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    `\`${at.apple},\`${apple},\`${apple},\`交易,\`交易,\`收入,\`12.80,\`12.80,\`system,\`结算总金额12.80元;含手续费0.08元,\`APPLE001`,
    `\`${at.apple},\`${apple},\`${apple},\`交易,\`扣除交易手续费,\`支出,\`0.08,\`12.72,\`system,\`结算总金额12.80元;含手续费0.08元,\`APPLE001`,
    `\`${at.pear},\`${pear},\`${pear},\`交易,\`交易,\`收入,\`80.00,\`92.72,\`system,\`结算总金额80.00元;含手续费0.48元,\`PEAR0001`,
    `\`${at.pear},\`${pear},\`${pear},\`交易,\`扣除交易手续费,\`支出,\`0.48,\`92.24,\`system,\`结算总金额80.00元;含手续费0.48元,\`PEAR0001`,
    `\`${at.coffee},\`${coffee},\`${coffee},\`交易,\`交易,\`收入,\`3.00,\`95.24,\`system,\`结算总金额3.00元;含手续费0.02元,\`COFFEE01`,
    `\`${at.coffee},\`${coffee},\`${coffee},\`交易,\`扣除交易手续费,\`支出,\`0.02,\`95.22,\`system,\`结算总金额3.00元;含手续费0.02元,\`COFFEE01`,
    `\`${at.reversed},\`${coffee},\`${coffee},\`退款,\`退款,\`支出,\`3.00,\`92.22,\`system,\`退款总金额3.00元;含手续费0.02元,\`COFFEE01`,
    `\`${at.reversed},\`${coffee},\`${coffee},\`退款,\`退还交易手续费,\`收入,\`0.02,\`92.24,\`system,\`退款总金额3.00元;含手续费0.02元,\`COFFEE01`,
    `\`${at.refund},\`${refund},\`${apple},\`退款,\`退款,\`支出,\`5.00,\`87.24,\`${mchid}API,\`退款总金额5.00元;含手续费0.03元,\`RA1`,
    `\`${at.refund},\`${refund},\`${apple},\`退款,\`退还交易手续费,\`收入,\`0.03,\`87.27,\`${mchid}API,\`退款总金额5.00元;含手续费0.03元,\`RA1`,
    `\`${at.closed},\`${closed},\`${pear},\`退款,\`退款,\`支出,\`0.01,\`87.26,\`${mchid}API,\`退款总金额0.01元;含手续费0.00元,\`RP1`,
    `\`${at.back},\`${closed},\`${pear},\`退款,\`退款关闭,\`收入,\`0.01,\`87.27,\`system,\`退款总金额0.01元;含手续费0.00元,\`RP1`,
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
    '`12,`6,`95.86,`6,`8.59',
    '',
  ].join('\r\n');
  const { bytes, hash } = await shop().v3(`/v3/bill/fundflowbill?bill_date=${day}`);
  expect(bytes.toString()).toBe(expected);
  expect(hash).toBe(sha1(bytes));

  const fields = asked({ account_type: 'Basic', sign_type: 'HMAC-SHA256' });
  const { headers, text } = await answerOverTls(gateway, '/pay/downloadfundflow', fields);
  expect(text).toBe(expected);
  expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', digest: `SHA=${hash}` });
});

test('the control shows which days have bills, and the first lines of one', async () => {
  const { bills } = await gateway.control('bills', undefined, 'GET');
  const { mchid } = gateway.merchant;
  const readyAt = `${day}T01:00:00.000Z`.replace(day, shop().day(2));
  expect(bills).toEqual([{ date: day, mchid, payments: 4, refunds: 2, reversals: 1, readyAt, ready: true }]);
  const { text, truncated } = await gateway.control(`bill?date=${day}&type=REFUND&limit=2`, undefined, 'GET');
  expect(truncated).toBe(true);
  expect(String(text).split('\r\n')).toEqual([
    expect.stringMatching(/^交易时间,/),
    expect.stringContaining('`REVOKED,'),
    '',
  ]);
  expect(await gateway.control(`bill?date=2020-01-01`, undefined, 'GET')).toMatchObject({ status: 404 });
  expect(await gateway.control(`bill?date=${shop().day(9)}`, undefined, 'GET')).toMatchObject({ status: 400 });
  expect(await gateway.control(`bill?date=${shop().day(2)}`, undefined, 'GET')).toMatchObject({ status: 409 });
});

describe('the day after', () => {
  const asOther = (path: string, fields: Fields) => {
    const signed = { appid: 'wxold00000000001', mch_id: old.mchid, nonce_str: 'n', ...fields };
    return fetch(gateway.url + path, { method: 'POST', body: toXml({ ...signed, sign: v2Sign(signed, old.apiKey) }) });
  };
  let next: string;
  beforeAll(async () => {
    next = shop().day(2);
    await shop().goTo(next, '10:00:00');
    await gateway.v2('/pay/unifiedorder', gateway.v2Order({ out_trade_no: 'GRAPE001', total_fee: 83 }));
    await gateway.control('pay', { outTradeNo: 'GRAPE001' });
    await asOther('/pay/unifiedorder', gateway.v2Order({ out_trade_no: 'OLDEN001', body: '旧', total_fee: 50 }));
    await gateway.control('pay', { outTradeNo: 'OLDEN001' });
    await shop().goTo(shop().day(3), '09:00:00');
  });

  test('begins with what was left on the account', async () => {
    const { bytes } = await shop().v3(`/v3/bill/fundflowbill?bill_date=${next}&account_type=BASIC`);
    expect(bytes.toString()).toMatch(/`交易,`收入,`0\.83,`88\.10,`system/);
    // Half a fen of fee is not taken: 0.83 yuan at 0.60 % is 0.00498.
    expect(bytes.toString()).toMatch(/`1,`1,`0\.83,`0,`0\.00\r\n$/);
  });

  test('a merchant without the newer coupons gets the older form', async () => {
    const bill = async (bill_type: string) =>
      (await (await asOther('/pay/downloadbill', { bill_date: next.replaceAll('-', ''), bill_type })).text()).split(
        '\r\n',
      );
    const all = await bill('ALL');
    expect(all[0]).toBe(
      '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率',
    );
    expect(all[1]).toMatch(
      /^`.{19},`wxold00000000001,`1900000200,`0,`,`42\d{26},`OLDEN001,`oBuyer,`JSAPI,`SUCCESS,`OTHERS,`CNY,`0\.50,`0\.00,`0,`0,`0\.00,`0\.00,`,`,`旧,`,`0\.01000,`1\.00%$/,
    );
    expect(all.slice(2)).toEqual([
      '总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额',
      '`1,`0.50,`0.00,`0.00,`0.01000',
      '',
    ]);
    expect((await bill('SUCCESS'))[0]).toBe(
      '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,商品名称,商户数据包,手续费,费率',
    );
  });
});
