import type { RefundFact } from '../../payment/refund-fact';
import { call, type V3Client } from './call';
import { readAnsweredRefund } from './read-refund';
import { refundPath } from './refund-paths';

/**
 * 查询单笔退款. Refuses with REFUND_NOT_EXIST.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791904
 */
export async function queryRefund(client: V3Client, outRefundNo: string): Promise<RefundFact> {
  const { merchant } = client.configuration;
  const query = merchant.subMchid === undefined ? '' : `?${new URLSearchParams({ sub_mchid: merchant.subMchid })}`;
  const body = await call(client, 'GET', `${refundPath(outRefundNo)}${query}`);
  return readAnsweredRefund(body, merchant, { outRefundNo });
}
