import type { Gateway } from '../gateway';
import { oweTransferNotification } from './owe-transfer-notification';
import { type Transfer, type TransferState, transferLimits, transferStateOf } from './transfer';

export type Decision = 'confirm' | 'fail' | 'cancel';

export type DecidedTransfer =
  | { kind: 'decided'; transfer: Transfer }
  /** It cannot be decided in this state, or not in this way. */
  | { kind: 'undecidable'; state: TransferState };

/**
 * The user confirms or cannot be paid, or the merchant cancels; half a minute later the transfer has ended so. To cancel again is
 * the same. https://pay.weixin.qq.com/doc/v3/merchant/4012716458
 */
export function decideTransfer(gateway: Gateway, transfer: Transfer, decision: Decision): DecidedTransfer {
  const { world, clock, notifier } = gateway;
  const now = clock.now();
  const state = transferStateOf(transfer, now);
  if (decision === 'cancel' && (state === 'CANCELING' || state === 'CANCELLED')) return { kind: 'decided', transfer };
  const decidable = state === 'WAIT_USER_CONFIRM' || (state === 'ACCEPTED' && decision === 'cancel');
  if (!decidable) return { kind: 'undecidable', state };
  const decided: Transfer = {
    ...transfer,
    decidedAt: now,
    endsAt: now + transferLimits.duration,
    ...endOf(gateway, transfer, decision),
  };
  world.transaction(() => {
    world.transfers.decide(decided);
    oweTransferNotification(gateway, decided);
  });
  notifier.wake();
  return { kind: 'decided', transfer: decided };
}

function endOf(
  { world }: Gateway,
  { openid, userName }: Transfer,
  decision: Decision,
): Pick<Transfer, 'outcome' | 'failReason'> {
  if (decision === 'cancel') return { outcome: 'CANCELLED', failReason: 'MCH_CANCEL' };
  if (decision === 'fail') return { outcome: 'FAIL', failReason: 'PAYEE_ACCOUNT_ABNORMAL' };
  const called = userName === null || world.payees.mayBeCalled(openid, userName);
  return called ? { outcome: 'SUCCESS', failReason: null } : { outcome: 'FAIL', failReason: 'NAME_NOT_CORRECT' };
}
