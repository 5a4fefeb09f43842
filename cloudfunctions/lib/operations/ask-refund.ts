import { GatewayRefusal, GatewayUnknown } from '../errors';
import type { RefundFact } from '../payment/refund-fact';
import type { Api } from '../payment/trade';
import type { Ports } from './ports';
import { type RecordedRefund, recordRefund } from './record-refund';

/**
 * Asks WeChat about a refund, and records the answer; `absent` means that it has never heard the number. Throws
 * GatewayUnknown and other refusals than "no such refund".
 */
export async function askRefund(ports: Ports, api: Api, outRefundNo: string): Promise<RecordedRefund | 'absent'> {
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
  return recordRefund(ports, fact, 'query');
}
