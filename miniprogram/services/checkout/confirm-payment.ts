import type { OrderView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { pause } from '../pause';

/**
 * Asks the server, which asks WeChat, whether the order is paid: at once, then after each of `pauses` (seconds), until
 * the order has ended. Answers the order as last seen, or undefined if no question was answered.
 */
export async function confirmPayment(outTradeNo: string, pauses: number[]): Promise<OrderView | undefined> {
  let seen: OrderView | undefined;
  for (const seconds of [0, ...pauses]) {
    if (seconds > 0) await pause(seconds);
    seen = (await ask(outTradeNo)) ?? seen;
    if (seen?.status === 'PAID' || seen?.status === 'CLOSED') break;
  }
  return seen;
}

/** A question that gets no answer is worth no more than a "not yet": the next one may. */
async function ask(outTradeNo: string): Promise<OrderView | undefined> {
  try {
    return (await callFunction('trade', { action: 'confirm', outTradeNo })).order;
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}
