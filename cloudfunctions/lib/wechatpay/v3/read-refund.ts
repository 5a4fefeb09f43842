import { createHash } from 'node:crypto';
import { GatewayUnknown } from '../../errors';
import type { Merchant } from '../../payment/merchant';
import type { RefundFact } from '../../payment/refund-fact';
import { type AnsweredRefund, answeredRefund, type RefundAskedFor } from '../answered-refund';
import { checkedRefund } from '../checked-refund';
import { fen, moment, object, text } from './json-values';

/**
 * The refund that a verified and decrypted JSON text speaks of. Notifications say `refund_status` where answers say
 * `status`, and only notifications name the merchant: `asker` is the merchant whose signed question an answer belongs
 * to. Throws a SyntaxError where the text is not of the documented shape.
 */
export function readRefund(json: string, message: Buffer, asker?: Merchant): AnsweredRefund {
  const told = object(JSON.parse(json));
  const amount = object(told.amount);
  const refunded = fen(amount.refund);
  if (refunded === undefined) throw new SyntaxError('退款没有金额 amount.refund');
  const refund = checkedRefund({
    api: 'v3',
    mchid: text(told.sp_mchid) ?? text(told.mchid) ?? asker?.mchid ?? '',
    subMchid: text(told.sub_mchid) ?? asker?.subMchid,
    outTradeNo: text(told.out_trade_no) ?? '',
    outRefundNo: text(told.out_refund_no) ?? '',
    refundId: text(told.refund_id) ?? '',
    transactionId: text(told.transaction_id),
    state: text(told.refund_status) ?? text(told.status) ?? '',
    amount: refunded,
    succeededAt: moment(told.success_time),
    digest: createHash('sha256').update(message).digest('hex'),
  });
  return { refund, total: fen(amount.total) };
}

/** The refund that the answer to a question is about. */
export function readAnsweredRefund(answer: Buffer, merchant: Merchant, asked: RefundAskedFor): RefundFact {
  let told: AnsweredRefund;
  try {
    told = readRefund(answer.toString(), answer, merchant);
  } catch (cause) {
    throw new GatewayUnknown(`退款的答复无法读取：${(cause as Error).message}`, { cause });
  }
  return answeredRefund(told, merchant, asked);
}
