import type { TradeState } from './trade';

/**
 * What a trade state says about the money. `closed` is narrower than "not paid": only these two say that nobody can
 * pay any more (pay.weixin.qq.com/doc/v3/merchant/4013070356, trade_state).
 */
export function classifyTradeState(state: TradeState): 'paid' | 'open' | 'closed' | 'unknown' {
  switch (state) {
    // REFUND means that some of the money went back, so it must have come.
    case 'SUCCESS':
    case 'REFUND':
      return 'paid';
    // One attempt that failed does not stop the buyer from trying again.
    case 'NOTPAY':
    case 'USERPAYING':
    case 'ACCEPT':
    case 'PAYERROR':
      return 'open';
    case 'CLOSED':
    case 'REVOKED':
      return 'closed';
    default:
      return 'unknown';
  }
}
