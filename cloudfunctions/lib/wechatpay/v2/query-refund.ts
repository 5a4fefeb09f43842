import type { RefundFact } from '../../payment/refund-fact';
import { call, type V2Client } from './call';
import { readQueriedRefund } from './read-refund';

/**
 * 查询退款. Refuses with REFUND_NOT_EXIST.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_5
 */
export async function queryRefund(client: V2Client, outRefundNo: string): Promise<RefundFact> {
  const answer = await call(client, '/pay/refundquery', { out_refund_no: outRefundNo });
  return readQueriedRefund(answer, client.configuration.merchant, { outRefundNo });
}
