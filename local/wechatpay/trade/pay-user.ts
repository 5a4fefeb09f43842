import type { Gateway } from '../gateway';
import type { UserPayment } from '../world/user-payments';
import { startOfDay } from './beijing-time';
import { newPayoutNo } from './identifiers';
import { parameterDifferences } from './place-order';

/** A payment to a user as a request describes it. */
export type UserPaymentDraft = Omit<UserPayment, 'id' | 'paymentNo' | 'parameters' | 'paidAt'> & {
  /** Whether he must be called as the request says. */
  checksName: boolean;
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
};

export type PaidUser =
  | { kind: 'paid'; payment: UserPayment }
  | { kind: 'differs' }
  | { kind: 'amount-limit' }
  /** More than one user may get from this merchant in a day. */
  | { kind: 'day-limit' }
  | { kind: 'name-mismatch' };

/** Fen: of one payment, and of all in a day to one user. */
export const userPaymentLimits = { least: 30, most: 2_000_000, perDay: 2_000_000 } as const;

/** Pays a user at once, once per number. https://pay.weixin.qq.com/doc/v2/merchant/4011989673 */
export function payUser({ world, clock }: Gateway, draft: UserPaymentDraft): PaidUser {
  const now = clock.now();
  const { least, most, perDay } = userPaymentLimits;
  return world.transaction((): PaidUser => {
    const { checksName, parameters, ...described } = draft;
    const { mchid, partnerTradeNo, openid, userName, amount } = described;
    const present = world.userPayments.byNumber(mchid, partnerTradeNo);
    if (present) {
      const differences = parameterDifferences(JSON.parse(present.parameters), parameters);
      return differences.length === 0 ? { kind: 'paid', payment: present } : { kind: 'differs' };
    }
    if (amount < least || amount > most) return { kind: 'amount-limit' };
    if (checksName && !world.payees.mayBeCalled(openid, userName ?? '')) return { kind: 'name-mismatch' };
    if (world.userPayments.paidTo(openid, mchid, startOfDay(now)) + amount > perDay) return { kind: 'day-limit' };
    const payment = world.userPayments.add({
      ...described,
      parameters: JSON.stringify(parameters),
      paymentNo: newPayoutNo(now),
      paidAt: now,
    });
    return { kind: 'paid', payment };
  });
}
