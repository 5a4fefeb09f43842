import { type FailureCode, ServiceError } from './service-error';

/** Total over the codes, so that a new code does not compile before it has words for the buyer. */
const TEXTS: Record<FailureCode, string> = {
  ERR_NETWORK: '网络不通，没有收到回音。请检查网络后再试，不会重复提交',
  ERR_BAD_REQUEST: '提交的内容有误，请返回重新选择',
  ERR_UNKNOWN_ACTION: '小程序版本太旧，请关闭后重新打开',
  ERR_FORBIDDEN: '没有权限这样做',
  ERR_NOT_CONFIGURED: '商家还没有开通支付，请联系商家',
  ERR_UNKNOWN_GOODS: '有水果已经下架，请返回重新选择',
  ERR_BAD_QUANTITY: '购买数量不对，请返回修改',
  ERR_CART_TOO_LARGE: '一次买得太多了，请分成几单',
  ERR_REQUEST_ID_REUSED: '购物车变了，请重新下单',
  ERR_ORDER_NOT_FOUND: '没有找到这笔订单',
  ERR_ORDER_PAID: '这笔订单已经付过款了',
  ERR_ORDER_CLOSED: '这笔订单已经关闭，请重新下单',
  ERR_ORDER_EXPIRED: '这笔订单已超过付款时间，请重新下单',
  ERR_REFUND_NOT_FOUND: '没有找到这笔退款',
  ERR_REFUND_NOT_PAID: '订单还没有付款，不需要退款',
  ERR_REFUND_AMOUNT: '退款金额超过了可退的金额',
  ERR_REFUND_LIMIT: '这笔订单的退款次数已用完，请联系商家',
  ERR_REFUND_TOO_SOON: '刚刚申请过退款，请一分钟后再试',
  ERR_REFUND_TOO_LATE: '付款已超过一年，不能在线退款，请联系商家',
  ERR_REFUND_DECIDED: '这笔退款已经处理过了',
  ERR_SECOND_OPERATOR: '金额较大，需要另一位店员来同意',
  ERR_FINDING_NOT_FOUND: '没有找到这条差异，请刷新',
  ERR_WECHAT_REFUSED: '微信支付没有接受这笔订单，请稍后再试或联系商家',
  ERR_WECHAT_SILENT: '微信支付暂时没有回应，请稍后再试，不会重复扣款',
  ERR_BUSY: '现在人有点多，请稍后再试',
  ERR_INTERNAL: '店里出了点问题，请稍后再试',
};

/**
 * What the buyer is told about a failed call, or another reader in `others`. Whatever is not a ServiceError is our own bug
 * and is worded as one.
 */
export function errorText(error: unknown, others: Partial<typeof TEXTS> = {}): string {
  if (error instanceof ServiceError) {
    console.warn(error);
    return others[error.code] ?? TEXTS[error.code] ?? TEXTS.ERR_INTERNAL;
  }
  console.error(error);
  return TEXTS.ERR_INTERNAL;
}
