import { callFunction } from '../call-function';
import { ServiceError } from '../service-error';
import type { PaymentOutcome } from './payment-outcome';
import { endPurchase, forgetPurchase, readPurchase } from './stored-purchase';

/**
 * Finds out how a purchase ended that was interrupted, by a reload or by leaving the page. Answers its outcome if it has
 * been paid; otherwise the cart is as it was and can be paid for. Without an answer nothing is changed.
 */
export async function resumePurchase(): Promise<PaymentOutcome | undefined> {
  const outTradeNo = readPurchase()?.outTradeNo;
  if (outTradeNo === undefined) return undefined;
  try {
    const { order } = await callFunction('trade', { action: 'confirm', outTradeNo });
    if (order.status === 'PAID') {
      endPurchase(outTradeNo);
      return { kind: 'paid', outTradeNo };
    }
    if (order.status === 'CLOSED' || order.status === 'CLOSING') forgetPurchase();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ERR_ORDER_NOT_FOUND') forgetPurchase();
  }
  return undefined;
}
