import { GatewayRefusal, GatewayUnknown } from '../errors';
import type { RefundFact } from '../payment/refund-fact';
import type { Api } from '../payment/trade';
import type { Ports } from './ports';

/**
 * What WeChat knows of a refund; `absent` means that it has never heard the number. Throws GatewayUnknown and other
 * refusals than "no such refund".
 */
export async function queryRefund(ports: Ports, api: Api, outRefundNo: string): Promise<RefundFact | 'absent'> {
  let fact: RefundFact;
  try {
    fact = await ports.gateway(api).queryRefund(outRefundNo);
  } catch (error) {
    if (error instanceof GatewayRefusal && error.code === 'REFUND_NOT_EXIST') return 'absent';
    throw error;
  }
  // A genuine answer to another question proves nothing about this refund.
  if (fact.outRefundNo !== outRefundNo) {
    throw new GatewayUnknown(`WeChat was asked about refund ${outRefundNo} and spoke of another one.`);
  }
  return fact;
}
