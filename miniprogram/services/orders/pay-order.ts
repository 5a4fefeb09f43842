import { callFunction } from '../call-function';
import { type PaymentStep, pay } from '../checkout/pay';
import type { PaymentOutcome } from '../checkout/payment-outcome';
import { singleFlight } from '../single-flight';

/** Pays for an order that was left unpaid. */
export function payOrder(outTradeNo: string, tell: (step: PaymentStep) => void): Promise<PaymentOutcome> {
  const prepay = () => callFunction('prepay', { action: 'repay', outTradeNo });
  return singleFlight(outTradeNo, () => pay({ prepay, known: outTradeNo, tell }));
}
