import { GatewayRefusal, GatewayUnknown } from '../errors';
import { classifyTradeState } from '../payment/classify-trade-state';
import type { ProofSource } from '../payment/documents';
import type { Order } from '../payment/order';
import type { Ports } from './ports';
import { record } from './record';

/** What WeChat knows of an order; `absent` means that it has never heard the number. */
export type Told = ReturnType<typeof classifyTradeState> | 'absent';

/**
 * Asks WeChat about an order, and records the answer; `source` is what made us ask. Throws GatewayUnknown and other
 * refusals than "no such order".
 */
export async function askWeChat(ports: Ports, { _id, api }: Order, source: ProofSource = 'query'): Promise<Told> {
  try {
    const trade = await ports.gateway(api).query(_id);
    // A genuine answer to another question proves nothing about this order.
    if (trade.outTradeNo !== _id) throw new GatewayUnknown(`WeChat was asked about ${_id} and spoke of another order.`);
    await record(ports, trade, source);
    return classifyTradeState(trade.state);
  } catch (error) {
    if (error instanceof GatewayRefusal && error.code === 'ORDER_NOT_EXIST') return 'absent';
    throw error;
  }
}
