import type { Gateway } from '../gateway';
import { newProfitShareId } from './identifiers';
import { isPaid, type Order } from './order';
import { oweProfitShareNotification } from './owe-profit-share-notification';
import { parameterDifferences } from './place-order';
import { isForSharing, type ProfitShare, type ProfitShareDetail, profitShareLimits } from './profit-share';
import { unsplit } from './unsplit';

export type Part = Pick<ProfitShareDetail, 'type' | 'account' | 'amount' | 'description'>;

/** What a request wants to be shared. */
export interface ProfitShareDraft {
  order: Order;
  outOrderNo: string;
  parts: Part[];
  /** The description under which the seller gets what is left; null where it stays frozen. */
  unfreeze: string | null;
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
}

export type SharedProfit =
  | { kind: 'accepted'; share: ProfitShare }
  /** The number is in use with other parameters. */
  | { kind: 'differs' }
  /** Not paid, or not made to be shared. */
  | { kind: 'not-for-sharing' }
  | { kind: 'too-early' }
  | { kind: 'too-many' }
  /** A receiver was never added, or was deleted. */
  | { kind: 'no-relation'; account: string }
  /** More of the payment than the seller may give to others. */
  | { kind: 'above-ratio' }
  | { kind: 'not-enough' };

/**
 * Gives parts of a payment to others, once per number; with no parts and `unfreeze`, all of it to the seller. It ends half a
 * minute later, for each receiver in its own way. https://pay.weixin.qq.com/doc/v3/merchant/4012524936
 */
export function shareProfit(gateway: Gateway, draft: ProfitShareDraft): SharedProfit {
  const { world, notifier } = gateway;
  const shared = world.transaction((): SharedProfit => {
    const present = world.profitShares.byNumber(draft.order.seller, draft.outOrderNo);
    if (present) {
      const differences = parameterDifferences(JSON.parse(present.parameters), draft.parameters);
      return differences.length === 0 ? { kind: 'accepted', share: present } : { kind: 'differs' };
    }
    return refusalOf(gateway, draft) ?? { kind: 'accepted', share: add(gateway, draft) };
  });
  notifier.wake();
  return shared;
}

const sumOf = (parts: Pick<Part, 'amount'>[]) => parts.reduce((sum, { amount }) => sum + amount, 0);

function refusalOf(gateway: Gateway, { order, parts }: ProfitShareDraft): SharedProfit | undefined {
  const { world, clock, keys } = gateway;
  if (!isPaid(order.state) || !isForSharing(order)) return { kind: 'not-for-sharing' };
  if (clock.now() < (order.paidAt as number) + profitShareLimits.earliest) return { kind: 'too-early' };
  if (world.profitShares.ofOrder(order.id).length >= profitShareLimits.perOrder) return { kind: 'too-many' };
  const toOthers = parts.filter(({ account }) => account !== order.seller);
  const stranger = toOthers.find((part) => !world.profitShareReceivers.has({ ...part, seller: order.seller }));
  if (stranger) return { kind: 'no-relation', account: stranger.account };
  const left = unsplit(gateway, order);
  if (left === 0 || sumOf(parts) > left) return { kind: 'not-enough' };
  const before = world.profitShareDetails
    .ofOrder(order.id)
    .filter(({ account, outcome }) => account !== order.seller && outcome === 'SUCCESS');
  const most = Math.floor((order.total * keys.merchants.profitSharingOf(order.seller).maxPercent) / 100);
  return sumOf(before) + sumOf(toOthers) > most ? { kind: 'above-ratio' } : undefined;
}

function add(gateway: Gateway, draft: ProfitShareDraft): ProfitShare {
  const { world, clock, faults } = gateway;
  const { order, outOrderNo, parts, unfreeze, parameters } = draft;
  const now = clock.now();
  const endsAt = now + profitShareLimits.duration;
  const rest = unsplit(gateway, order) - sumOf(parts);
  const share = world.profitShares.add({
    orderId: order.id,
    seller: order.seller,
    outOrderNo,
    shareNo: newProfitShareId('3000', now),
    parameters: JSON.stringify(parameters),
    unfreezes: unfreeze === null ? 0 : 1,
    createdAt: now,
    endsAt,
  });
  const closed = parts.length > 0 && faults.take('closeProfitShares');
  const end = closed ? ({ outcome: 'CLOSED', failReason: 'ACCOUNT_ABNORMAL' } as const) : success;
  const common = { shareId: share.id, orderId: order.id, endsAt };
  for (const { type, account, amount, description } of parts) {
    const part = { type, account, amount, description };
    const detail = { ...common, ...part, ...end, detailNo: newProfitShareId('3600', now) };
    oweProfitShareNotification(gateway, order, world.profitShareDetails.add(detail));
  }
  if (unfreeze !== null && rest > 0) {
    const part: Part = { type: 'MERCHANT_ID', account: order.seller, amount: rest, description: unfreeze };
    world.profitShareDetails.add({ ...common, ...part, ...success, detailNo: newProfitShareId('3600', now) });
  }
  return share;
}

const success = { outcome: 'SUCCESS', failReason: null } as const;
