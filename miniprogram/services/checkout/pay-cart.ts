import { callFunction } from '../call-function';
import { readCart } from '../cart/stored-cart';
import { singleFlight } from '../single-flight';
import { type PaymentStep, pay } from './pay';
import type { PaymentOutcome } from './payment-outcome';
import { startPurchase } from './start-purchase';
import { forgetPurchase, nameOrder } from './stored-purchase';

/** Orders what is in the cart and pays for it. However often it is called, it is one order until that order has ended. */
export function payCart(tell: (step: PaymentStep) => void): Promise<PaymentOutcome> {
  return singleFlight('cart', async () => {
    const { requestId, items, outTradeNo: known } = startPurchase(readCart());
    const prepay = async () => {
      const prepaid = await callFunction('prepay', { action: 'prepay', requestId, items });
      nameOrder(requestId, prepaid.outTradeNo);
      return prepaid;
    };
    const outcome = await pay({ prepay, known, tell });
    if (outcome.kind === 'closed') forgetPurchase();
    return outcome;
  });
}
