import type { WrongBill } from '../faults/wrong-bill';
import type { TradeRow } from './trade-row';

/** The trades with what is asked to be wrong about them. */
export function* wrongRows(rows: Iterable<TradeRow>, wrong: WrongBill): Generator<TradeRow> {
  const { dropRows = 0, extraRows = 0, changeAmounts = 0 } = wrong;
  let seen = 0;
  for (const row of rows) {
    if (seen === 0) for (let number = 1; number <= extraRows; number++) yield invented(row, number);
    seen++;
    if (seen <= dropRows) continue;
    yield seen <= dropRows + changeAmounts ? oneFenMore(row) : row;
  }
}

/** Like another trade, under numbers that nobody ever gave. */
function invented(row: TradeRow, number: number): TradeRow {
  const digits = String(number).padStart(10, '0');
  const order = { ...row.order, outTradeNo: `INVENTED${digits}`, transactionId: `420000000099991231${digits}` };
  const numbers = { refundId: `5000000000099991231${digits}`, outRefundNo: `INVENTED${digits}` };
  return { ...row, order, ...(row.refund && { refund: { ...row.refund, ...numbers } }) };
}

function oneFenMore(row: TradeRow): TradeRow {
  return row.refund ? { ...row, returned: row.returned + 1 } : { ...row, paid: row.paid + 1 };
}

/** The lines of a file that was damaged after it had been made. */
export function* damagedLines(lines: Iterable<string>, { dropLines = 0, truncate }: WrongBill): Generator<string> {
  let held: string | undefined;
  let values = 0;
  for (const line of lines) {
    const isValues = line.startsWith('`');
    if (truncate && !isValues && held !== undefined) return yield held.slice(0, held.length / 2);
    if (isValues && ++values <= dropLines) continue;
    if (!truncate || !isValues) yield line;
    else {
      if (held !== undefined) yield held;
      held = line;
    }
  }
}
