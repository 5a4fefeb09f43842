import { beijingClock } from './beijing-date';
import { csvRow } from './csv-row';
import type { Bill } from './documents';
import type { Finding } from './finding';
import { FINDING_NAMES } from './finding-names';
import { makeYuan } from './make-yuan';
import type { OurDay } from './our-day';
import type { BeijingDay } from './read-beijing-time';

/** So many lines of each kind, and the answer stays below the megabyte that a function may give. */
const MAX_LINES = 1500;

const BILL_STATUS: Record<Bill['status'], string> = {
  WAITING: '账单还没有取到',
  COMPARING: '账单正在核对',
  COMPARED: '账单已核对',
  EMPTY: '微信支付说这一天没有交易',
  REFUSED: '账单无法采用',
};

const FINDING_STATUS: Record<Finding['status'], string> = {
  OPEN: '正在查询',
  OK: '无误',
  REPAIRED: '已自动更正',
  ESCALATED: '需要人工核对',
};

export interface DayRecords {
  date: string;
  day: BeijingDay;
  ours: OurDay;
  findings: readonly Finding[];
  bill?: Bill;
}

/**
 * The books of a day as CSV for whoever keeps the shop's accounts: the sums, WeChat's beside ours, then every payment,
 * every refund that reached a buyer on that day, and every difference. Amounts are yuan.
 */
export function dayReport({ date, day, ours, findings, bill }: DayRecords): string {
  const within = (at: number) => at >= day.from && at < day.until;
  const payments = [...ours.payments].filter(([, { at }]) => within(at));
  const refunds = [...ours.refunds].filter(([, { endedAt }]) => within(endedAt));
  const sum = (rows: readonly [string, { amount: number }][]) => rows.reduce((total, [, row]) => total + row.amount, 0);
  return [
    csvRow(['日期', date]),
    csvRow(['账单', bill ? BILL_STATUS[bill.status] : BILL_STATUS.WAITING]),
    csvRow(['账目收款', `${payments.length}`, makeYuan(sum(payments))]),
    csvRow(['账目退款（按退到买家的时间）', `${refunds.length}`, makeYuan(sum(refunds))]),
    ...(bill?.status === 'COMPARED'
      ? [
          csvRow(['账单收款', '', makeYuan(bill.paid)]),
          csvRow(['账单退款（按受理的时间）', '', makeYuan(bill.refunded)]),
        ]
      : []),
    ...section(
      ['收款时间', '商户订单号', '微信支付单号', '金额（元）'],
      payments.map(([id, { outTradeNo, amount, at }]) => [beijingClock(at), outTradeNo, id, makeYuan(amount)]),
    ),
    ...section(
      ['退款时间', '商户订单号', '商户退款单号', '金额（元）'],
      refunds.map(([id, { outTradeNo, amount, endedAt }]) => [beijingClock(endedAt), outTradeNo, id, makeYuan(amount)]),
    ),
    ...section(
      ['差异', '状态', '商户订单号', '单号', '账目（元）', '账单（元）'],
      findings.map(({ kind, status, outTradeNo, transactionId, outRefundNo, ours: our, theirs }) => [
        FINDING_NAMES[kind],
        FINDING_STATUS[status],
        outTradeNo,
        outRefundNo ?? transactionId ?? '',
        our === undefined ? '' : makeYuan(our),
        theirs === undefined ? '' : makeYuan(theirs),
      ]),
    ),
  ].join('');
}

function section(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const left = rows.length - MAX_LINES;
  return [
    csvRow([]),
    csvRow(names),
    ...rows.slice(0, MAX_LINES).map(csvRow),
    ...(left > 0 ? [csvRow([`另有 ${left} 行没有列出，合计已包含在上面`])] : []),
  ];
}
