import type { WrongBill } from '../faults/wrong-bill';
import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import { type BillDay, billDay, isFuture, isTooOld, madeAt } from './bill-day';
import { fundFlowBill } from './fund-flow-bill';
import { type Movement, movements } from './movements';
import { type TradeBillType, tradeBill } from './trade-bill';
import { type TradeRow, tradeRow } from './trade-row';
import { damagedLines, wrongRows } from './wrong-rows';

/** Which bill, of whom, and what is to be wrong with it: the same again gives the same file, to the byte. */
export type BillName = { date: string; mchid: string; wrong: WrongBill } & (
  | { kind: 'trade'; subMchid: string | null; type: TradeBillType }
  /** Of the merchant's own account: what sub-merchants earn never comes through it. */
  | { kind: 'fund-flow' }
);

export type AskedBill =
  | { kind: 'ready' }
  /** It is made at nine in the morning of the next day. */
  | { kind: 'creating' }
  /** Nothing happened on that day. */
  | { kind: 'none' }
  /** A day that no calendar has, is yet to come, or has passed too long ago. */
  | { kind: 'no-such-day' };

/** Whether a bill can be had now. `keeps`: whether those of more than three months ago are still there. */
export function askForBill(gateway: Gateway, name: BillName, { keeps = false } = {}): AskedBill {
  const day = billDay(name.date);
  const now = gateway.clock.now();
  if (!day || isFuture(day, now) || (!keeps && isTooOld(day, now))) return { kind: 'no-such-day' };
  if (now < madeAt(day) + gateway.faults.number('lateBillsSeconds') * 1000) return { kind: 'creating' };
  return { kind: movementsOf(gateway, name, day).next().done ? 'none' : 'ready' };
}

/** The lines of a bill that is ready, made anew: they are read from the database as they are wanted. */
export function billLines(gateway: Gateway, name: BillName): Generator<string> {
  const day = billDay(name.date) as BillDay;
  const { merchants } = gateway.keys;
  const merchant = merchants.get(name.mchid) as Merchant;
  const moved = movementsOf(gateway, name, day);
  if (name.kind === 'trade') {
    const rows = wrongRows(tradeRows(moved, gateway, madeAt(day)), name.wrong);
    return damagedLines(tradeBill(rows, name.type, merchant.billForm), name.wrong);
  }
  const balance = gateway.world.ledger.balance(accountOf(name), day.from, merchant.feeRate);
  return damagedLines(fundFlowBill(moved, balance, merchant.feeRate), name.wrong);
}

const kinds = {
  ALL: ['payment', 'reversal', 'refund'],
  SUCCESS: ['payment'],
  REFUND: ['reversal', 'refund'],
  fundFlow: ['payment', 'reversal', 'refund', 'closed-refund'],
} as const;

function movementsOf({ world }: Gateway, name: BillName, day: BillDay): Generator<Movement> {
  return movements(world, accountOf(name), day, kinds[name.kind === 'trade' ? name.type : 'fundFlow']);
}

function accountOf(name: BillName) {
  return { mchid: name.mchid, seller: name.kind === 'trade' ? name.subMchid : name.mchid };
}

function* tradeRows(moved: Iterable<Movement>, { keys }: Gateway, at: number): Generator<TradeRow> {
  for (const movement of moved) yield tradeRow(movement, keys.merchants.feeRateOf(movement.order.seller), at);
}
