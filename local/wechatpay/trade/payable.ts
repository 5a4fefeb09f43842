import { credentialLifetime } from './credential';
import { isPaid, type Order, stateOf } from './order';

export type Unpayable = { code: 'PAID' | 'CLOSED' | 'EXPIRED' | 'PREPAY_EXPIRED' | 'WRONG_PAYER'; message: string };

/** Why WeChat would not take money for an order now, or undefined. `openid` is who wants to pay, where it is known. */
export function whyUnpayable(
  order: Order,
  now: number,
  { openid, byPrepayId }: { openid?: string | undefined; byPrepayId: boolean },
): Unpayable | undefined {
  if (isPaid(order.state)) return { code: 'PAID', message: '该订单已支付' };
  if (order.state === 'CLOSED') return { code: 'CLOSED', message: '该订单已关闭' };
  if (stateOf(order, now) === 'CLOSED') return { code: 'EXPIRED', message: '该订单已过期（已到 time_expire）' };
  if (byPrepayId && now >= order.prepaidAt + credentialLifetime.prepayId) {
    return { code: 'PREPAY_EXPIRED', message: 'prepay_id 已过期（有效期 2 小时），请用原参数重新下单' };
  }
  const payers = [order.openid, order.subOpenid].filter(Boolean);
  if (openid !== undefined && payers.length > 0 && !payers.includes(openid)) {
    return { code: 'WRONG_PAYER', message: '下单账号与支付账号不一致' };
  }
  return undefined;
}
