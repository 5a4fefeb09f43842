import type { BillCharge, BillLine, BillSums } from './bill';
import { type BillColumns, readBillColumns } from './bill-columns';
import { asFen, type Fen } from './fen';
import type { Merchant } from './merchant';
import type { BeijingDay } from './read-beijing-time';
import { readBeijingTime } from './read-beijing-time';
import { readDecimal } from './read-decimal';

/** WeChat's clock and whatever made the bill may differ by so much around midnight. */
export const MIDNIGHT = 5 * 60_000;
const MAX_LINE = 16 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const COUNT = '总交易单数';

export type BillCheck = { kind: 'sound'; sums: BillSums } | { kind: 'refused'; reason: string };

/** Whether a bill can be believed to be whole, unaltered, of this merchant and of this day, and what it adds up to. */
export function checkBill(bytes: Uint8Array, day: BeijingDay, merchant: Merchant): BillCheck {
  const lines = billLines(bytes, day, merchant);
  try {
    for (;;) {
      const next = lines.next();
      if (next.done) return { kind: 'sound', sums: next.value };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}

/**
 * The lines of a trade bill that concern this shop, one after the other, so that a bill of any length needs no more memory
 * than its bytes. Ends with what the bill adds up to, or throws a SyntaxError with the number of the line that is wrong;
 * nothing may be done with a line before `checkBill` has been through all of them.
 *
 * A merchant number may serve several apps, whose rows stand in the same bill: they are counted and added up, and not given.
 *
 * @see https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html
 */
export function* billLines(bytes: Uint8Array, day: BeijingDay, merchant: Merchant): Generator<BillLine, BillSums> {
  const texts = textLines(bytes);
  const header = inLine(1, () => readBillColumns(nextText(texts).split(',')));
  const sums: BillSums = { rows: 0, elsewhere: 0, paid: 0, refunded: 0 };
  const totals = new Map([...header.totals.keys()].map((name) => [name, 0n]));
  for (let number = 2; ; number++) {
    const text = inLine(number, () => nextText(texts));
    if (!text.startsWith('`')) {
      inLine(number, () => checkTotals(text, nextText(texts), sums.rows, totals));
      inLine(number + 2, () => checkEnd(texts));
      return sums;
    }
    const line = inLine(number, () => {
      const cells = cellsOf(text, header);
      sums.rows++;
      addUp(cells, header, totals);
      return readLine(cells, number, day, merchant);
    });
    if (!line) sums.elsewhere++;
    else if (line.kind === 'payment') sums.paid += line.amount;
    else sums.refunded += line.amount;
    if (line) yield line;
  }
}

/** A cell by the name of its column. */
type Cells = (place: Exclude<keyof BillColumns, 'count' | 'freeText' | 'totals'> | number) => string;

function cellsOf(text: string, columns: BillColumns): Cells {
  const cells = text.slice(1).split(',`');
  const surplus = cells.length - columns.count;
  if (surplus < 0 || (surplus > 0 && !columns.freeText)) {
    throw new SyntaxError(`有 ${cells.length} 列，而表头有 ${columns.count} 列`);
  }
  const { freeText } = columns;
  return (name) => {
    const place = typeof name === 'number' ? name : columns[name];
    // Counted from whichever end has no free text before it: what somebody wrote there cannot move an amount.
    return cells[freeText && place > freeText.last ? place + surplus : place] ?? '';
  };
}

function readLine(cells: Cells, line: number, day: BeijingDay, merchant: Merchant): BillLine | undefined {
  const at = readBeijingTime(cells('at'));
  if (at === undefined) throw new SyntaxError('交易时间不是 yyyy-MM-dd HH:mm:ss');
  if (at < day.from - MIDNIGHT || at >= day.until + MIDNIGHT) throw new SyntaxError('交易时间不在账单的这一天');
  if (cells('mchid') !== merchant.mchid) throw new SyntaxError(`商户号不是 ${merchant.mchid}，这不是本商户的账单`);
  if (!isOfThisShop(cells, merchant)) return undefined;

  const shared = { line, at, state: cells('state'), currency: cells('currency') };
  const transactionId = numberOf(cells('transactionId'), '微信订单号');
  const outTradeNo = numberOf(cells('outTradeNo'), '商户订单号');
  if (shared.state === 'REFUND' && !['', '0'].includes(cells('refundId'))) {
    return {
      ...shared,
      ...{ kind: 'refund', transactionId, outTradeNo, state: cells('refundState') },
      refundId: numberOf(cells('refundId'), '微信退款单号'),
      outRefundNo: numberOf(cells('outRefundNo'), '商户退款单号'),
      amount: fenOf(cells('refundAmount'), '退款金额'),
      charge: chargeOf(cells, 'refundBase'),
    };
  }
  const amount = fenOf(cells('amount'), '订单金额');
  return { ...shared, kind: 'payment', transactionId, outTradeNo, amount, charge: chargeOf(cells, 'base') };
}

function isOfThisShop(cells: Cells, { appid, subAppid, subMchid }: Merchant): boolean {
  const written = cells('subMchid');
  const ours = written === subMchid || (subMchid === undefined && (written === '0' || written === ''));
  return ours && (cells('appid') === appid || cells('appid') === subAppid);
}

/** No reason to refuse a bill: that a fee cannot be checked is for a person to see. */
function chargeOf(cells: Cells, place: 'base' | 'refundBase'): BillCharge | undefined {
  const fee = readDecimal(cells('fee'), 5);
  const rate = cells('rate').endsWith('%') ? readDecimal(cells('rate').slice(0, -1), 4) : undefined;
  const base = asFen(readDecimal(cells(place), 2));
  return fee === undefined || rate === undefined || base === undefined ? undefined : { fee, rate, base };
}

function fenOf(text: string, name: string): Fen {
  const amount = asFen(readDecimal(text, 2));
  if (amount === undefined) throw new SyntaxError(`${name}不是最多两位小数的金额（元）`);
  return amount;
}

function numberOf(text: string, name: string): string {
  if (!/^[\w|*@-]{1,64}$/.test(text)) throw new SyntaxError(`${name}含有不合规的字符，或太长`);
  return text;
}

function addUp(cells: Cells, columns: BillColumns, totals: Map<string, bigint>): void {
  for (const [name, place] of columns.totals) {
    const value = readDecimal(cells(place), name === '手续费总金额' ? 5 : 2);
    if (value === undefined) throw new SyntaxError(`「${name}」所加的一列不是金额（元）`);
    totals.set(name, (totals.get(name) ?? 0n) + BigInt(value));
  }
}

/** The last two rows: names, and what the rows above add up to under each. A file that was cut off has none. */
function checkTotals(heading: string, row: string, rows: number, totals: ReadonlyMap<string, bigint>): void {
  const names = heading.split(',');
  if (names[0] !== COUNT) throw new SyntaxError('既不是明细（以 ` 开头），也不是汇总的表头：账单不完整或被改动过');
  const values = row.startsWith('`') ? row.slice(1).split(',`') : [];
  if (values.length !== names.length) throw new SyntaxError('汇总的列数与它的表头不同：账单不完整或被改动过');
  for (const name of [COUNT, ...totals.keys()]) {
    const place = names.indexOf(name);
    // Two columns have a sum of another name in the other form of the bill.
    if (place < 0) continue;
    const expected = name === COUNT ? BigInt(rows) : totals.get(name);
    const value = readDecimal(values[place] ?? '', name === COUNT ? 0 : name === '手续费总金额' ? 5 : 2);
    if (value === undefined || BigInt(value) !== expected) throw new SyntaxError(`「${name}」与明细之和不同`);
  }
  const summed = names.filter((name) => totals.has(name)).length;
  if (summed < 3) throw new SyntaxError('汇总缺少金额的合计');
}

function checkEnd(texts: Iterator<string>): void {
  if (!texts.next().done) throw new SyntaxError('汇总之后还有内容');
}

/** The lines as text; the decoder takes the byte order mark off the first. */
function* textLines(bytes: Uint8Array): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const stop = bytes[end - 1] === 0x0d ? end - 1 : end;
    if (stop - start > MAX_LINE) throw new SyntaxError(`这一行超过 ${MAX_LINE} 字节`);
    yield decode(bytes.subarray(start, stop));
    start = end + 1;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new SyntaxError('不是 UTF-8', { cause });
  }
}

function nextText(texts: Iterator<string>): string {
  const next = texts.next();
  if (next.done) throw new SyntaxError('账单到此中断，没有汇总');
  return next.value;
}

function inLine<T>(number: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`第 ${number} 行：${error.message}`, { cause: error });
  }
}
