import type { ProofSource } from '../payment/documents';
import type { Api } from '../payment/trade';
import type { Ports } from './ports';
import { queryRefund } from './query-refund';
import { type RecordedRefund, recordRefund } from './record-refund';

/**
 * Asks WeChat about a refund, and records the answer; `source` is what made us ask, and `absent` means that WeChat has
 * never heard the number. Throws GatewayUnknown and other refusals than "no such refund".
 */
export async function askRefund(
  ports: Ports,
  api: Api,
  outRefundNo: string,
  source: ProofSource = 'query',
): Promise<RecordedRefund | 'absent'> {
  const fact = await queryRefund(ports, api, outRefundNo);
  return fact === 'absent' ? 'absent' : recordRefund(ports, fact, source);
}
