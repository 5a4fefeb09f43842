import type { ErrorCode, Reply } from '../../../typings/api';

/** For developers who read the answer; the mini program has words of its own for the buyer. */
const MESSAGES: Record<ErrorCode, string> = {
  ERR_BAD_REQUEST: '请求参数的格式不对',
  ERR_UNKNOWN_ACTION: '没有这个 action',
  ERR_FORBIDDEN: '没有权限：调用者不是已登录的用户，或不是管理员',
  ERR_NOT_CONFIGURED: '云函数还没有配置好',
  ERR_UNKNOWN_GOODS: '商品不存在或已下架',
  ERR_BAD_QUANTITY: '每种商品的数量须是 1 到 999 的整数',
  ERR_CART_TOO_LARGE: '一笔订单最多 50 种商品、总价 100 万元',
  ERR_REQUEST_ID_REUSED: '这个 requestId 已用于内容不同的请求，新的请求请换一个',
  ERR_ORDER_NOT_FOUND: '订单不存在',
  ERR_ORDER_PAID: '订单已支付',
  ERR_ORDER_CLOSED: '订单已关闭或正在关闭',
  ERR_ORDER_EXPIRED: '订单已过支付时限',
  ERR_REFUND_NOT_FOUND: '退款单不存在',
  ERR_REFUND_NOT_PAID: '订单未支付，不能退款',
  ERR_REFUND_AMOUNT: '退款金额须是 1 分以上的整数分，且不超过可退金额',
  ERR_REFUND_LIMIT: '一笔订单最多退款 50 次',
  ERR_REFUND_TOO_SOON: '距上次退款不足 1 分钟',
  ERR_REFUND_TOO_LATE: '支付已超过一年，不能原路退款',
  ERR_REFUND_DECIDED: '这笔退款已经处理过',
  ERR_SECOND_OPERATOR: '金额较大，需要另一位管理员批准',
  ERR_FINDING_NOT_FOUND: '没有这条对账差异',
  ERR_WECHAT_REFUSED: '微信支付拒绝了请求',
  ERR_WECHAT_SILENT: '微信支付没有应答，请稍后用同样的参数再试',
  ERR_BUSY: '系统繁忙，请稍后用同样的参数再试',
  ERR_INTERNAL: '系统内部错误，详情见云函数日志',
};

export function done<T>(data: T): Reply<T> {
  return { ok: true, data };
}

/** @param detail what exactly is wrong, added to the message of the code; never a secret */
export function refused(code: ErrorCode, detail?: string): Extract<Reply<never>, { ok: false }> {
  const message = detail === undefined ? MESSAGES[code] : `${MESSAGES[code]}：${detail}`;
  return { ok: false, error: { code, message } };
}
