import type { Gateway } from '../gateway';
import { newProfitShareId } from './identifiers';
import type { Order } from './order';
import { oweProfitShareNotification } from './owe-profit-share-notification';
import { detailStateOf, type ProfitShare, type ProfitShareReturn, profitShareLimits } from './profit-share';

export type ReturnDraft = Pick<ProfitShareReturn, 'outReturnNo' | 'mchid' | 'amount' | 'description'>;

export type ReturnedProfitShare =
  | { kind: 'returned'; returned: ProfitShareReturn }
  /** The number is in use for something else. */
  | { kind: 'differs' }
  /** It is still going on. */
  | { kind: 'unfinished' }
  | { kind: 'too-late' }
  | { kind: 'too-many' }
  /** No merchant of this number got anything by it. */
  | { kind: 'no-receiver' }
  | { kind: 'exceeds' };

/**
 * Takes back from a merchant what he got by a share, or a part of it, at once and once per number. Users give nothing
 * back. https://pay.weixin.qq.com/doc/v3/merchant/4012525287
 */
export function returnProfitShare(gateway: Gateway, share: ProfitShare, draft: ReturnDraft): ReturnedProfitShare {
  const { world, clock, notifier } = gateway;
  const now = clock.now();
  const result = world.transaction((): ReturnedProfitShare => {
    const present = world.profitShareReturns.byNumber(share.seller, draft.outReturnNo);
    if (present) {
      const { mchid, amount, description } = draft;
      const same = present.shareId === share.id && present.mchid === mchid && present.amount === amount;
      return same && present.description === description
        ? { kind: 'returned', returned: present }
        : { kind: 'differs' };
    }
    const refusal = refusalOf(gateway, share, draft, now);
    if (refusal) return refusal;
    const returned = world.profitShareReturns.add({
      ...draft,
      shareId: share.id,
      orderId: share.orderId,
      seller: share.seller,
      returnNo: newProfitShareId('3008', now),
      createdAt: now,
    });
    oweProfitShareNotification(gateway, world.orders.get(share.orderId) as Order, returned);
    return { kind: 'returned', returned };
  });
  notifier.wake();
  return result;
}

function refusalOf(
  { world }: Gateway,
  share: ProfitShare,
  { mchid, amount }: ReturnDraft,
  now: number,
): ReturnedProfitShare | undefined {
  if (now < share.endsAt) return { kind: 'unfinished' };
  if (now > share.createdAt + profitShareLimits.returnable) return { kind: 'too-late' };
  const before = world.profitShareReturns.ofShare(share.id);
  if (before.length >= profitShareLimits.returnsPerShare) return { kind: 'too-many' };
  const got = world.profitShareDetails
    .ofShare(share.id)
    .filter(({ type, account }) => type === 'MERCHANT_ID' && account === mchid && account !== share.seller)
    .filter((detail) => detailStateOf(detail, now) === 'SUCCESS');
  if (got.length === 0) return { kind: 'no-receiver' };
  const all = got.reduce((sum, detail) => sum + detail.amount, 0);
  const left = before.filter((one) => one.mchid === mchid).reduce((rest, one) => rest - one.amount, all);
  return amount > left ? { kind: 'exceeds' } : undefined;
}
