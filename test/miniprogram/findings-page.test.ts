import { beforeEach, describe, expect, test } from '@jest/globals';
import { describeFinding } from '../../miniprogram/shop/services/describe-finding';
import { lastBillDay } from '../../miniprogram/shop/services/last-bill-day';
import type { FindingView } from '../../typings/api';
import { NOW } from './support/fake-shop';
import { phone } from './support/phone';

const finding = (more: Partial<FindingView> = {}): FindingView => ({
  ...{ id: '2025-05-05:mismatch:4200', date: '2025-05-05', kind: 'mismatch', status: 'ESCALATED' },
  ...{ outTradeNo: '202505050001', transactionId: '4200002025050512345', ours: 1280, theirs: 1281, createdAt: NOW },
  ...more,
});

describe('the page of differences', () => {
  const p = phone();
  beforeEach(() => {
    p.shop.backoffice.operator = true;
  });

  test('says what differs, what to do, and the numbers to look it up by', async () => {
    p.shop.backoffice.findings.push(finding());
    const page = await p.open('shop/findings');
    expect(page.text()).toContain(
      '金额或订单号与账单不同等您核对请在微信支付商户平台按单号核对，核对完点「已核对」店里的账¥12.80微信账单¥12.81' +
        '订单编号202505050001微信支付单号4200002025050512345账单日期2025-05-05已核对',
    );
    expect(p.calls('findings')).toEqual([{ action: 'findings', status: 'ESCALATED' }]);
  });

  test('does without what a difference has not', async () => {
    p.shop.backoffice.findings.push(finding({ ours: undefined, theirs: undefined, transactionId: undefined }));
    expect((await p.open('shop/findings')).text()).not.toMatch(/店里的账|微信账单¥|微信支付单号/);
  });

  test('shows one filter at a time, and what may be ended only where it waits for a person', async () => {
    p.shop.backoffice.findings.push(
      finding(),
      finding({ id: 'b', kind: 'refund-unknown', status: 'REPAIRED', outRefundNo: 'R1' }),
    );
    const page = await p.open('shop/findings');
    await page.instance.onStatus?.({ currentTarget: { dataset: { status: 'REPAIRED' } } });
    await p.wait(0);
    expect(page.text()).toContain('在商户平台退的款已自动更正');
    expect(page.text()).toContain('退款单号R1');
    expect(page.has('已核对')).toBe(false);
  });

  test('ends a difference in the operator’s name, after asking whether he means it', async () => {
    p.shop.backoffice.findings.push(finding());
    const page = await p.open('shop/findings');
    const event = { currentTarget: { dataset: { index: 0 } } };
    page.instance.onClose?.(event);
    page.instance.onClose?.(event);
    await p.wait(0);
    expect(p.wx.modals).toHaveLength(1);
    expect(p.calls('closeFinding')).toEqual([{ action: 'closeFinding', id: '2025-05-05:mismatch:4200' }]);
    expect(page.text()).toContain('金额或订单号与账单不同已核对店里的账');
  });

  test('leaves it as it is where he does not mean it, and says why where it cannot be ended', async () => {
    p.shop.backoffice.findings.push(finding());
    p.wx.confirmsModal = false;
    const page = await p.open('shop/findings');
    const event = { currentTarget: { dataset: { index: 0 } } };
    await page.instance.onClose?.(event);
    expect(p.calls('closeFinding')).toEqual([]);
    p.wx.confirmsModal = true;
    p.shop.cut.closeFinding = 'there';
    await page.instance.onClose?.(event);
    await p.wait(0);
    expect(page.text()).toContain('网络不通');
    expect(page.text()).toContain('等您核对');
  });

  test('comes twenty at a time, can be loaded again, and may be empty', async () => {
    for (let index = 25; index > 0; index -= 1) {
      p.shop.backoffice.findings.push(finding({ id: `f${index}`, createdAt: NOW + index }));
    }
    const page = await p.open('shop/findings');
    await page.tap('加载更多');
    await p.wait(0);
    expect(page.text().match(/账单日期/g)).toHaveLength(25);
    p.shop.backoffice.findings.length = 0;
    page.instance.onPullDownRefresh?.();
    await p.wait(0);
    expect(page.text()).toContain('没有等您核对的差异');
    expect(p.wx.stoppedRefreshing).toBe(1);
    p.shop.cut.findings = 'there';
    page.instance.onPullDownRefresh?.();
    await p.wait(0);
    expect(page.text()).toContain('没有加载出来网络不通');
  });

  test('copies the report of yesterday, or of a day that is chosen', async () => {
    const page = await p.open('shop/findings');
    await page.tap('复制报表');
    await p.wait(0);
    expect(p.wx.clipboard).toBe('"日期"\r\n');
    page.instance.onDate?.({ detail: { value: '2025-04-30' } });
    await page.tap('复制报表');
    await p.wait(0);
    expect(p.calls('report')).toEqual([
      { action: 'report', date: '2025-05-05' },
      { action: 'report', date: '2025-04-30' },
    ]);
  });

  test('says so where the report does not come, and keeps what was copied before', async () => {
    p.wx.clipboard = 'before';
    p.shop.cut.report = 'there';
    const page = await p.open('shop/findings');
    await page.tap('复制报表');
    await p.wait(0);
    expect(page.text()).toContain('网络不通');
    expect(p.wx.clipboard).toBe('before');
  });
});

test.each([
  ['2025-05-06T00:00:00+08:00', '2025-05-05'],
  ['2025-05-06T23:59:59+08:00', '2025-05-05'],
  ['2025-03-01T08:00:00+08:00', '2025-02-28'],
])('at %s the last day with a bill is %s', (now, date) => {
  expect(lastBillDay(Date.parse(now))).toBe(date);
});

test.each([
  ['unsettled', 'OPEN', '向微信核实后会自动补记'],
  ['unsettled', 'ESCALATED', '没能自动核实。请在微信支付商户平台按单号核对，核对完点「已核对」'],
  ['second-payment', 'ESCALATED', '请在微信支付商户平台把多收的一笔退给买家'],
  ['unsettled', 'REPAIRED', ''],
  ['tomorrow', 'ESCALATED', '请在微信支付商户平台按单号核对，核对完点「已核对」'],
])('a difference of kind %s that is %s is advised on by %p', (kind, status, advice) => {
  expect(describeFinding(finding({ kind: kind as never, status: status as never })).advice).toBe(advice);
});
