import { NotConfigured } from '../../errors';
import type { RefundFact } from '../../payment/refund-fact';
import type { RefundOrder } from '../../payment/refund-order';
import { fitText } from '../fit-text';
import { call, type V2Client } from './call';
import { readAcceptedRefund } from './read-refund';

/**
 * 申请退款, which asks for the merchant's certificate; may be repeated with the same number and content. Refuses with
 * NOT_ENOUGH, which more money on the merchant's account cures, with ORDER_NOT_EXIST, REFUND_FEE_MISMATCH and others.
 * Throws NotConfigured where there is no certificate.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_4
 */
export async function refund(client: V2Client, order: RefundOrder): Promise<RefundFact> {
  const { merchant, merchantCertificate, notifyUrl } = client.configuration;
  if (!merchantCertificate) {
    throw new NotConfigured(
      'API v2 的退款需要商户 API 证书：请把 apiclient_cert.pem 和 apiclient_key.pem（或 apiclient_cert.p12）放进密钥文件夹，' +
        '在商户平台 → 账户中心 → API 安全 → 商户 API 证书申请。',
    );
  }
  const content = {
    transaction_id: order.transactionId,
    out_refund_no: order.outRefundNo,
    total_fee: String(order.total),
    refund_fee: String(order.amount),
    refund_fee_type: 'CNY',
    refund_desc: signable(fitText(order.reason, 80)),
    notify_url: `${notifyUrl}/notify/v2/refunded`,
  };
  return readAcceptedRefund(await call(client, '/secapi/pay/refund', content, merchantCertificate), merchant, order);
}

/** A buyer may have typed it, and must not write what looks like a field of its own in the text that is signed. */
function signable(text: string): string {
  return text.replaceAll('&', '+');
}
