import { randomBytes } from 'node:crypto';
import type { Gateway } from '../gateway';
import { newTransferBillNo } from './identifiers';
import { oweTransferNotification } from './owe-transfer-notification';
import { parameterDifferences } from './place-order';
import { type Transfer, transferLimits } from './transfer';

/** A transfer as a request describes it. */
export type TransferDraft = Pick<
  Transfer,
  'mchid' | 'appid' | 'outBillNo' | 'openid' | 'userName' | 'amount' | 'remark' | 'notifyUrl'
> & {
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
};

export type MadeTransfer = { kind: 'made'; transfer: Transfer } | { kind: 'differs' };

/**
 * Offers money to a user, once per number: the same parameters again give the same transfer, whatever has become of it.
 * Unless he confirms within a day it fails. https://pay.weixin.qq.com/doc/v3/merchant/4012716434
 */
export function makeTransfer(gateway: Gateway, draft: TransferDraft): MadeTransfer {
  const { world, clock, faults, notifier } = gateway;
  const now = clock.now();
  const made = world.transaction((): MadeTransfer => {
    const present = world.transfers.byNumber(draft.mchid, draft.outBillNo);
    if (present) {
      const differences = parameterDifferences(JSON.parse(present.parameters), draft.parameters);
      return differences.length === 0 ? { kind: 'made', transfer: present } : { kind: 'differs' };
    }
    const transfer = world.transfers.add({
      ...draft,
      parameters: JSON.stringify(draft.parameters),
      transferBillNo: newTransferBillNo(now),
      packageInfo: randomBytes(96).toString('base64'),
      createdAt: now,
      readyAt: faults.take('slowTransfers') ? now + transferLimits.slowness : now,
      decidedAt: null,
      endsAt: now + transferLimits.patience,
      outcome: 'FAIL',
      failReason: 'OVERDUE_CLOSE',
    });
    oweTransferNotification(gateway, transfer);
    return { kind: 'made', transfer };
  });
  notifier.wake();
  return made;
}
