import { errorText } from '../../services/error-text';

/** What is said to a shopkeeper in other words than to a buyer, who would be told to ask the shop. */
const TEXTS = {
  ERR_NOT_CONFIGURED: '云函数还没有配置好，请在云开发控制台查看日志',
  ERR_REFUND_LIMIT: '这笔订单的退款次数已用完，请到微信支付商户平台处理',
  ERR_REFUND_TOO_LATE: '付款已超过一年，微信不能再原路退款，请用别的方式退给买家',
};

/** What an operator is told about a failed call. */
export function shopErrorText(error: unknown): string {
  return errorText(error, TEXTS);
}
