// What the tests ask WeChat for, and in whose name.
import type { Fen } from '../../cloudfunctions/lib/payment/fen';
import type { Merchant } from '../../cloudfunctions/lib/payment/merchant';
import type { PrepayOrder } from '../../cloudfunctions/lib/payment/prepay-order';
import type { RefundOrder } from '../../cloudfunctions/lib/payment/refund-order';
import { APPID, MCHID, OPENID, OUT_REFUND_NO, OUT_TRADE_NO, TRANSACTION_ID } from './wechat';

export const own: Merchant = { appid: APPID, mchid: MCHID };
/** Sells for a sub-merchant with a mini program of its own. */
export const provider: Merchant = { ...own, subMchid: '1900000109', subAppid: 'wx8888888888888888' };

export const prepayOrder: PrepayOrder = {
  outTradeNo: OUT_TRADE_NO,
  description: '红富士苹果',
  total: 1990 as Fen,
  openid: OPENID,
  clientIp: '14.23.150.211',
  createdAt: Date.parse('2026-08-20T12:00:00+08:00'),
  expireAt: Date.parse('2026-08-20T12:30:00+08:00'),
};

export const refundOrder: RefundOrder = {
  outRefundNo: OUT_REFUND_NO,
  outTradeNo: OUT_TRADE_NO,
  transactionId: TRANSACTION_ID,
  total: 100 as Fen,
  amount: 40 as Fen,
  reason: '少了一个苹果 🍎',
};
