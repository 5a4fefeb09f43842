import type { RefundFact } from '../payment/refund-fact';
import { OUT_REFUND_NO, OUT_TRADE_NO, WECHAT_NUMBER } from './number-shapes';

/** The refund, if it has what every refund needs: who gives it and numbers that can serve as keys. Throws a SyntaxError. */
export function checkedRefund(refund: RefundFact): RefundFact {
  const { mchid, outTradeNo, outRefundNo, refundId, transactionId, state } = refund;
  if (!/^\d{1,32}$/.test(mchid)) throw new SyntaxError('消息没有合规的商户号 mchid');
  if (!OUT_TRADE_NO.test(outTradeNo)) throw new SyntaxError('消息没有合规的商户订单号 out_trade_no');
  if (!OUT_REFUND_NO.test(outRefundNo)) throw new SyntaxError('消息没有合规的商户退款单号 out_refund_no');
  if (!WECHAT_NUMBER.test(refundId)) throw new SyntaxError('消息没有合规的微信支付退款单号 refund_id');
  if (!/^[A-Z_]{1,32}$/.test(state)) throw new SyntaxError('消息没有合规的退款状态');
  if (transactionId !== undefined && !WECHAT_NUMBER.test(transactionId)) {
    throw new SyntaxError('消息的微信支付订单号 transaction_id 不合规');
  }
  return refund;
}
