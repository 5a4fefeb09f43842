import { randomInt } from 'node:crypto';
import type { Gateway } from '../gateway';
import { refundLimits } from './ask-refund';
import { oweRefundNotification } from './owe-refund-notification';
import { type Refund, type RefundState, refundStateOf } from './refund';

export type AppliedAbnormalRefund =
  | { kind: 'accepted'; refund: Refund }
  /** Only what could not be returned can be sent elsewhere. */
  | { kind: 'not-abnormal'; state: RefundState };

/**
 * Sends the money of an ABNORMAL refund to a bank account instead. It is PROCESSING once more, then SUCCESS, and its end
 * is told again. https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/create-abnormal-refund.html
 */
export function applyAbnormalRefund(gateway: Gateway, refund: Refund, receiver: string): AppliedAbnormalRefund {
  const { world, clock, notifier } = gateway;
  const now = clock.now();
  const state = refundStateOf(refund, now);
  if (state !== 'ABNORMAL') return { kind: 'not-abnormal', state };
  const { least, most } = refundLimits.duration;
  const again: Refund = { ...refund, finalAt: now + randomInt(least, most + 1), outcome: 'SUCCESS', receiver };
  world.transaction(() => {
    world.refunds.redirect(again);
    oweRefundNotification(gateway, again);
  });
  notifier.wake();
  return { kind: 'accepted', refund: again };
}
