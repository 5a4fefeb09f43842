import type { Trade } from '../payment/trade';
import { OUT_TRADE_NO, WECHAT_NUMBER } from './number-shapes';

/**
 * The trade, if it has what every trade needs: numbers that can serve as keys, and, once money came, WeChat's own number
 * and the amount. Throws a SyntaxError otherwise.
 */
export function checkedTrade(trade: Trade): Trade {
  const { outTradeNo, transactionId, state, total } = trade;
  if (!OUT_TRADE_NO.test(outTradeNo)) throw new SyntaxError('消息没有合规的商户订单号 out_trade_no');
  if (!/^[A-Z_]{1,32}$/.test(state)) throw new SyntaxError('消息没有合规的交易状态 trade_state');
  if (transactionId !== undefined && !WECHAT_NUMBER.test(transactionId)) {
    throw new SyntaxError('消息的微信支付订单号 transaction_id 不合规');
  }
  if ((state === 'SUCCESS' || state === 'REFUND') && (transactionId === undefined || total === undefined)) {
    throw new SyntaxError('已支付的交易缺少 transaction_id 或金额');
  }
  return trade;
}
