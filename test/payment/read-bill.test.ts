import { describe, expect, test } from '@jest/globals';
import type { BillLine } from '../../cloudfunctions/lib/payment/bill';
import { readBeijingDay } from '../../cloudfunctions/lib/payment/read-beijing-time';
import { billLines, checkBill } from '../../cloudfunctions/lib/payment/read-bill';
import { type BillForm, type BillRow, writeBill } from '../support/write-bill';

const shop = { appid: 'wx0123456789abcdef', mchid: '1900000001' };
const provider = { ...shop, subMchid: '1900000109', subAppid: 'wx8888888888888888' };
const day = readBeijingDay('2026-12-09') ?? { from: 0, until: 0 };
const bytes = (text: string) => Buffer.from(text);
const refundOf5: BillRow = {
  at: '2026-12-09 23:59:59',
  amount: 500,
  refundId: '50000000000000000000000000001',
  outRefundNo: 'R0123456789ABCDEFGHJKMNPQRSTVWXYZ01234567',
};
const rows: BillRow[] = [{}, { amount: 100_000_000, transactionId: '4200000000000000000000000002' }, refundOf5];
const read = (text: string, merchant = shop): BillLine[] => [...billLines(bytes(text), day, merchant)];
const check = (text: string | Buffer, merchant = shop) => checkBill(Buffer.from(text), day, merchant);

describe('a bill', () => {
  test.each<[string, BillForm]>([
    ['as WeChat makes it today', {}],
    ['as merchants without coupons still get it', { older: true }],
    ['without a byte order mark', { bom: false }],
    ['with lines that end like those of Unix', { newline: '\n' }],
  ])('%s is read line by line, yuan as fen', (_form, form) => {
    const text = writeBill(rows, form);
    expect(check(text)).toEqual({ kind: 'sound', sums: { rows: 3, elsewhere: 0, paid: 100_001_280, refunded: 500 } });
    expect(read(text)).toMatchObject([
      {
        ...{ kind: 'payment', line: 2, at: Date.parse('2026-12-09T12:00:00+08:00'), state: 'SUCCESS', currency: 'CNY' },
        ...{ transactionId: '4200000000000000000000000001', outTradeNo: '202612090123456789ABCDEFGHJK', amount: 1280 },
        charge: { fee: 7680, rate: 6000, base: 1280 },
      },
      { kind: 'payment', line: 3, amount: 100_000_000 },
      {
        ...{ kind: 'refund', line: 4, at: Date.parse('2026-12-09T23:59:59+08:00'), state: 'SUCCESS', amount: 500 },
        ...{ outRefundNo: refundOf5.outRefundNo, refundId: refundOf5.refundId },
      },
    ]);
  });

  // Three rows of a test merchant, from the public tests of wechatpay-go (services, file download).
  test('that WeChat has made is read', () => {
    const row = (time: string, transactionId: string, outTradeNo: string) =>
      `\`2021-01-28 ${time},\`wx81be3101902f7cb2,\`1601959334,\`0,\`,\`${transactionId},\`${outTradeNo},\`ofyak5qR_1wYsC99CsWA6R9MJazA,\`NATIVE,\`SUCCESS,\`OTHERS,\`CNY,\`0.01,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`for testing,\`cipher code,\`0.00000,\`1.00%,\`0.01,\`0.00,\``;
    const text = [
      '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
      row('17:07:11', '4200000925202101284997714292', 'S20210128170702357723'),
      row('15:35:18', '4200000910202101282955148400', 'S20210128153505214586'),
      row('16:59:46', '4200000926202101281412639609', 'S20210128165824499930'),
      '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
      '`3,`0.03,`0.00,`0.00,`0.00000,`0.03,`0.00',
      '',
    ].join('\n');
    const merchant = { appid: 'wx81be3101902f7cb2', mchid: '1601959334' };
    const that = readBeijingDay('2021-01-28') ?? day;
    expect(checkBill(bytes(text), that, merchant)).toEqual({
      kind: 'sound',
      sums: { rows: 3, elsewhere: 0, paid: 3, refunded: 0 },
    });
  });

  test('of a day without rows adds up to nothing', () => {
    expect(check(writeBill([]))).toEqual({ kind: 'sound', sums: { rows: 0, elsewhere: 0, paid: 0, refunded: 0 } });
  });

  test('keeps its amounts where somebody wrote commas, quotation marks and backquotes into a name', () => {
    const text = writeBill([{ name: '生椰拿铁,大杯,`0.01,`"少冰"', attach: 'a,`b' }, refundOf5]);
    expect(check(text)).toMatchObject({ kind: 'sound' });
    expect(read(text)).toMatchObject([{ amount: 1280, charge: { fee: 7680 } }, { amount: 500 }]);
  });

  test('of several apps of one merchant gives the lines of this one, and counts the others', () => {
    const text = writeBill([{ appid: 'wx1111111111111111' }, {}, { subMchid: '1900000108' }]);
    expect(check(text)).toMatchObject({ sums: { rows: 3, elsewhere: 2, paid: 1280 } });
    expect(read(text).map(({ line }) => line)).toEqual([3]);
  });

  test('of a service provider gives the lines of the sub-merchant', () => {
    const text = writeBill([{ subMchid: '1900000109' }, { subMchid: '1900000109', appid: 'wx8888888888888888' }, {}]);
    expect(check(text, provider)).toMatchObject({ sums: { rows: 3, elsewhere: 1, paid: 2560 } });
  });

  test('takes a moment on the other side of midnight for one of its own, within five minutes', () => {
    expect(check(writeBill([{ at: '2026-12-08 23:55:00' }, { at: '2026-12-10 00:04:59' }]))).toMatchObject({
      kind: 'sound',
    });
  });

  test('says that a fee cannot be checked, instead of being refused for it', () => {
    const text = writeBill([{}]).replace('`0.60%', '`');
    expect(read(text)).toMatchObject([{ amount: 1280, charge: undefined }]);
  });
});

const sound = writeBill(rows);
const cut = (marker: string) => sound.slice(0, sound.indexOf(marker));

describe('[T40] [S9] a bill is refused, with the line that is wrong', () => {
  test.each<[string, string | Buffer, string]>([
    ['empty', '', '第 1 行：账单到此中断'],
    ['an error in XML', '<xml><return_code><![CDATA[FAIL]]></return_code></xml>', '第 1 行：表头没有「交易时间」'],
    ['a column renamed', sound.replace(',订单金额', ',定单金额'), '第 1 行：表头没有「订单金额」'],
    ['a column twice', sound.replace('设备号', '商户号'), '第 1 行：表头有两个「商户号」'],
    ['a column too few', sound.replace('`0.00,`\r\n', '\r\n'), '第 2 行：有 25 列'],
    ['cut off after a row', cut('总交易单数'), '第 5 行：账单到此中断'],
    ['cut off within a row', cut(',`ORIGINAL'), '第 4 行：有 18 列'],
    ['cut off before the sums', cut('`3,`'), '第 5 行：账单到此中断'],
    ['cut off within the sums', sound.slice(0, -12), '第 5 行：汇总的列数与它的表头不同'],
    ['a row taken out', sound.replace(/`2026.*\r\n/, ''), '第 4 行：「总交易单数」与明细之和不同'],
    ['an amount altered', sound.replace('`12.80,`0.00,`\r\n', '`12.81,`0.00,`\r\n'), '「订单总金额」与明细之和不同'],
    ['a fee altered', sound.replace('`0.07680', '`0.07690'), '「手续费总金额」与明细之和不同'],
    ['something after the sums', `${sound}\`1\r\n`, '第 7 行：汇总之后还有内容'],
    ['no sums of money', `${cut('总交易单数')}总交易单数\r\n\`3\r\n`, '第 5 行：汇总缺少金额的合计'],
    ['another merchant', writeBill([{ mchid: '1900000002' }]), '第 2 行：商户号不是 1900000001'],
    ['another day', writeBill([{}, { at: '2026-12-10 00:05:00' }]), '第 3 行：交易时间不在账单的这一天'],
    ['a day that no calendar has', writeBill([{ at: '2026-02-29 12:00:00' }]), '第 2 行：交易时间不是'],
    ['an hour that no day has', writeBill([{ at: '2026-12-09 24:00:00' }]), '第 2 行：交易时间不是'],
    ['three decimals', sound.replaceAll('12.80', '12.800'), '第 2 行：「应结订单总金额」所加的一列不是金额'],
    ['a number in another notation', sound.replaceAll('`12.80', '`1.28e1'), '第 2 行：'],
    ['a negative amount', sound.replaceAll('`12.80', '`-12.80'), '第 2 行：订单金额不是'],
    ['more than any amount', sound.replaceAll('`12.80', '`9999999999.00'), '第 2 行：'],
    ['a number that is no key', writeBill([{ outTradeNo: '../../orders' }]), '第 2 行：商户订单号含有不合规的字符'],
    ['no number of a refund', writeBill([{ ...refundOf5, outRefundNo: '' }]), '第 2 行：商户退款单号'],
    ['a line without an end', `${sound.split('\r\n')[0]}\r\n\`${'x'.repeat(20_000)}`, '第 2 行：这一行超过 16384 字节'],
    [
      'bytes that are no text',
      Buffer.concat([Buffer.from(cut('红富士')), Buffer.from([0xff, 0xfe, 0x0a])]),
      '第 2 行：不是 UTF-8',
    ],
    ['bytes of nothing', Buffer.alloc(1000), '第 1 行：表头没有'],
  ])('%s', (_what, text, reason) => {
    expect(check(text)).toEqual({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  test('[S13] wherever a byte of it is cut off, it is refused, and reading it never breaks', () => {
    const whole = Buffer.from(writeBill([{}, refundOf5]));
    // Without the decimals of the last sum it would say the same.
    for (let length = 0; length < whole.length - '.00\r\n'.length; length++) {
      const { kind } = checkBill(whole.subarray(0, length), day, shop);
      if (kind !== 'refused') throw new Error(`${length} of ${whole.length} bytes passed for a whole bill`);
    }
  });

  test('[S13] whatever single byte of it is another, it is read or refused, and its sums are the same or it is refused', () => {
    const whole = Buffer.from(writeBill([{}, refundOf5]));
    for (let i = 0; i < whole.length; i++) {
      for (const byte of [0x00, 0x0a, 0x2c, 0x39, 0x60, 0xff]) {
        const altered = Buffer.from(whole);
        altered[i] = byte;
        const told = checkBill(altered, day, shop);
        if (told.kind === 'sound' && told.sums.paid !== 1280 && told.sums.elsewhere === 0)
          throw new Error(`${byte} at ${i}`);
      }
    }
  });
});
