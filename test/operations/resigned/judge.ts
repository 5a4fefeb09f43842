import type { OrderStatus } from '../../../cloudfunctions/lib/payment/order';
import type { Meaning } from './deviations';

/** What has to become of a message, and what WeChat has to be told. */
export type Outcome =
  | { kind: 'untrusted'; answer: 'untrusted' }
  | { kind: 'unreadable'; answer: 'failed' }
  | { kind: 'noticed'; answer: 'accepted' }
  | { kind: 'unknown-order'; answer: 'failed' }
  | { kind: 'conflict'; answer: 'accepted'; reasons: readonly string[] }
  | { kind: 'repeated'; answer: 'accepted' }
  | { kind: 'paid' | 'hold' | 'late'; answer: 'accepted' };

/**
 * The rules of settlement and of the answers to notifications, a second time: from what deviates in a message, and not from
 * its bytes. Where several things differ, any of them may be the reason that is kept.
 *
 * @param sameApi whether the message speaks the protocol that the order was made with
 */
export function judge(status: OrderStatus, sameApi: boolean, meanings: readonly Meaning[]): Outcome {
  const kinds = new Set(meanings.map(({ kind }) => kind));
  const unreadable = (where: string) => meanings.some((one) => one.kind === 'unreadable' && one.where === where);
  if (kinds.has('untrusted')) return { kind: 'untrusted', answer: 'untrusted' };
  if (unreadable('event')) return { kind: 'unreadable', answer: 'failed' };
  if (kinds.has('unhandled')) return { kind: 'noticed', answer: 'accepted' };

  const state = meanings.find((one) => one.kind === 'says')?.state ?? 'SUCCESS';
  const isPaid = state === 'SUCCESS' || state === 'REFUND';
  if (unreadable('content') || (isPaid && unreadable('payment'))) return { kind: 'unreadable', answer: 'failed' };
  if (['NOTPAY', 'USERPAYING', 'ACCEPT', 'CLOSED', 'REVOKED', 'PAYERROR'].includes(state)) {
    return { kind: 'noticed', answer: 'accepted' };
  }
  if (kinds.has('unknown-order')) return { kind: 'unknown-order', answer: 'failed' };

  const reasons = meanings.flatMap((one) => (one.kind === 'differs' ? one.in : []));
  const other = meanings.find((one) => one.kind === 'other-transaction');
  if (!isPaid) reasons.push('unknown-state');
  if (!sameApi) reasons.push('api');
  if (other?.used) reasons.push('transaction-used');
  if (other && status === 'PAID') reasons.push('second-payment');
  if (reasons.length > 0) return { kind: 'conflict', answer: 'accepted', reasons };

  if (status === 'PAID') return { kind: 'repeated', answer: 'accepted' };
  if (status === 'CLOSED') return { kind: 'late', answer: 'accepted' };
  return { kind: state === 'REFUND' ? 'hold' : 'paid', answer: 'accepted' };
}
