import type { ConflictReason } from './conflict-reason';
import type { Order } from './order';
import type { Trade } from './trade';

/**
 * The first thing in which a paid trade differs from the order it claims to pay. A field that is missing differs
 * too: WeChat gives them all once money has come. It may leave out the currency, which then is CNY, and the
 * sub-merchant's appid.
 */
export function findMismatch(order: Order, trade: Trade): ConflictReason | undefined {
  if (trade.api !== order.api) return 'api';
  if (trade.appid !== order.appid) return 'appid';
  if (trade.mchid !== order.mchid) return 'mchid';
  if (trade.subAppid !== undefined && trade.subAppid !== order.subAppid) return 'sub-appid';
  if (trade.subMchid !== order.subMchid) return 'sub-mchid';
  if (trade.openid !== order.openid) return 'openid';
  if ((trade.currency ?? 'CNY') !== order.currency) return 'currency';
  // The order's amount, not what the payer paid: coupons make the second smaller, and the shop is paid the first.
  if (trade.total !== order.amount) return 'amount';
  return undefined;
}
