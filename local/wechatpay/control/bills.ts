import { askForBill, type BillName, billLines } from '../bills/ask-for-bill';
import { type BillDay, billDay, madeAt } from '../bills/bill-day';
import type { TradeBillType } from '../bills/trade-bill';
import { spacedTime } from '../trade/beijing-time';
import { badRequest, type Control, numberOf, refused } from './control';

/** The newest days with trades, newest first: whose bills there are or will be, from when on, and how much is in them. */
export const bills: Control = ({ clock, faults, world }, { query }) => {
  const limit = Math.max(1, numberOf(query, 'limit', 100, 1000));
  const late = faults.number('lateBillsSeconds') * 1000;
  return {
    body: {
      bills: world.ledger.days(limit).map(({ mchid, day, payments, refunds, reversals }) => {
        const date = spacedTime(day * 86_400_000).slice(0, 10);
        const ready = madeAt(billDay(date) as BillDay) + late;
        const readyAt = new Date(ready).toISOString();
        return { date, mchid, payments, refunds, reversals, readyAt, ready: ready <= clock.now() };
      }),
    },
  };
};

/** The first lines of one bill, as text. `type` is that of a trade bill, or FUNDFLOW. */
export const bill: Control = (gateway, { query }) => {
  const date = query.get('date') ?? '';
  const type = query.get('type') ?? 'ALL';
  const mchid = query.get('mchid') ?? gateway.keys.merchantFile.mchid;
  const limit = Math.max(1, numberOf(query, 'limit', 200, 5000));
  if (!['ALL', 'SUCCESS', 'REFUND', 'FUNDFLOW'].includes(type))
    return badRequest('type 应为 ALL、SUCCESS、REFUND、FUNDFLOW');
  if (!gateway.keys.merchants.get(mchid)) return refused(404, 'NOT_FOUND', `没有商户 ${mchid}`);
  const whose = { date, mchid, wrong: gateway.faults.wrongBill() };
  const name: BillName =
    type === 'FUNDFLOW'
      ? { ...whose, kind: 'fund-flow' }
      : { ...whose, kind: 'trade', subMchid: query.get('subMchid'), type: type as TradeBillType };
  switch (askForBill(gateway, name, { keeps: true }).kind) {
    case 'no-such-day':
      return badRequest('date 应为 yyyy-mm-dd，且不晚于今天（虚拟时钟的北京时间）');
    case 'creating':
      return refused(409, 'CREATING', '账单在次日 9 点（虚拟时钟的北京时间）生成');
    case 'none':
      return refused(404, 'NOT_FOUND', '这一天没有交易');
    case 'ready': {
      const lines = firstOf(billLines(gateway, name), limit + 1);
      const truncated = lines.length > limit;
      return { body: { ...whose, type, truncated, text: lines.slice(0, limit).join('') } };
    }
  }
};

function firstOf(lines: Iterable<string>, count: number): string[] {
  const first: string[] = [];
  for (const line of lines) {
    first.push(line);
    if (first.length === count) break;
  }
  return first;
}
