import type { Gateway } from '../gateway';
import type { Paycode } from '../world/paycodes';
import { noCredentials } from './credential';
import { isCodePay, isPaid, type Order, stateOf } from './order';
import { type Buyer, readPaycode, whyUnusable } from './paycode';
import { type OrderDraft, parameterDifferences } from './place-order';
import { takePayment } from './take-payment';

/** An order as the shop describes it; who pays is known from the code. */
export type CodeOrderDraft = Omit<OrderDraft, 'openid' | 'subOpenid' | 'notifyUrl'>;

/** What the shop's scanner, or its camera, has got. */
export interface PresentedCode {
  kind: Paycode['kind'];
  code: string;
  /** Whose it is said to be: of a face. */
  buyer?: Buyer;
}

export type PaidByCode =
  | { kind: 'paid'; order: Order }
  /** The buyer is asked for the password: the query tells what comes of it. */
  | { kind: 'user-paying'; order: Order }
  /** About the number: what its order has come to. */
  | { kind: 'already-paid' | 'closed' | 'revoked' | 'failed' }
  /** The number belongs to an order of another product, or has other parameters. */
  | { kind: 'number-used' }
  | { kind: 'differs'; parameters: string[] }
  /** The order would have expired before it was made. */
  | { kind: 'expired' }
  /** About the code. */
  | { kind: 'code-used' | 'code-expired' | 'code-bound' | 'code-mismatch' | 'other-payer' | 'not-enough' };

/** Above a thousand yuan the buyer has to type the password. */
const withoutPassword = 100_000;

/**
 * Charges the buyer whose code the shop presents (付款码支付, 刷脸支付): at once, or after the buyer's password. No
 * notification tells of it. An order whose attempt came to nothing can be tried again under its number, with a fresh
 * code of the same buyer. https://pay.weixin.qq.com/doc/v2/merchant/4011937125
 */
export function payByCode(gateway: Gateway, draft: CodeOrderDraft, presented: PresentedCode): PaidByCode {
  const { world, clock, faults } = gateway;
  const now = clock.now();
  return world.transaction((): PaidByCode => {
    const present = world.orders.byNumber(draft.seller, draft.outTradeNo);
    const refusal = present ? whyNotAgain(present, draft, now) : whyNotOnce(draft, now);
    if (refusal) return refusal;
    const paycode = readPaycode(gateway, presented.kind, presented.code, presented.buyer);
    if (present && stateOf(present, now) === 'USERPAYING') {
      return isPayer(present, paycode) ? { kind: 'user-paying', order: present } : { kind: 'other-payer' };
    }
    const unusable = whyUnusable(paycode, now, draft.seller);
    if (unusable) return { kind: unusable };
    if (!isBuyer(presented.buyer, paycode)) return { kind: 'code-mismatch' };
    if (present && !isPayer(present, paycode)) return { kind: 'other-payer' };
    world.paycodes.markCharged(paycode.code, now);
    const order = present ? world.orders.renew(present.id, noCredentials, now) : addOrder(gateway, draft, paycode);
    if (paycode.balance !== null && paycode.balance < order.total) return { kind: 'not-enough' };
    const asksPassword = faults.take('userPaying') || (presented.kind === 'scan' && order.total > withoutPassword);
    if (asksPassword) world.orders.mark(order.id, 'USERPAYING');
    else takePayment(gateway, order, { silent: false });
    return { kind: asksPassword ? 'user-paying' : 'paid', order: world.orders.get(order.id) as Order };
  });
}

function whyNotOnce({ expiresAt }: CodeOrderDraft, now: number): PaidByCode | undefined {
  return expiresAt <= now ? { kind: 'expired' } : undefined;
}

function whyNotAgain(present: Order, draft: CodeOrderDraft, now: number): PaidByCode | undefined {
  const state = stateOf(present, now);
  if (isPaid(state)) return { kind: 'already-paid' };
  if (state === 'CLOSED') return { kind: 'closed' };
  if (state === 'REVOKED') return { kind: 'revoked' };
  if (!isCodePay(present) || present.tradeType !== draft.tradeType) return { kind: 'number-used' };
  const parameters = parameterDifferences(JSON.parse(present.parameters), draft.parameters);
  if (parameters.length > 0) return { kind: 'differs', parameters };
  return state === 'PAYERROR' ? { kind: 'failed' } : undefined;
}

function isBuyer({ openid, subOpenid }: Buyer = {}, paycode: Paycode): boolean {
  return (openid ?? paycode.openid) === paycode.openid && (subOpenid ?? paycode.subOpenid) === paycode.subOpenid;
}

function isPayer(order: Order, { openid }: Paycode): boolean {
  return order.openid === openid;
}

function addOrder({ world, clock }: Gateway, draft: CodeOrderDraft, { openid, subOpenid }: Paycode): Order {
  const now = clock.now();
  return world.orders.add({
    ...draft,
    ...noCredentials,
    openid,
    subOpenid: draft.subAppid === null ? null : subOpenid,
    notifyUrl: null,
    parameters: JSON.stringify(draft.parameters),
    createdAt: now,
    prepaidAt: now,
  });
}
