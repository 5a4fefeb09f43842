import type { Order } from '../trade/order';
import type { World } from '../world/world';
import { badRequest, type ControlAnswer, refused } from './control';

export type FoundOrder = { order: Order } | { refusal: ControlAnswer };

export const notFound = (what: string): FoundOrder => ({
  refusal: refused(404, 'ORDER_NOT_EXIST', `微信支付没有${what}的订单`),
});

/** The order of this number; the seller has to be named only where two have the same. */
export function orderNumbered({ orders }: World, outTradeNo: string, mchid: string | undefined): FoundOrder {
  if (mchid !== undefined) {
    const order = orders.byNumber(mchid, outTradeNo);
    return order ? { order } : notFound(`商户 ${mchid} 的单号为 ${outTradeNo} `);
  }
  const [order, another] = orders.withNumber(outTradeNo);
  if (another) return { refusal: badRequest(`不止一个商户有单号 ${outTradeNo}：请再给出 mchid`) };
  return order ? { order } : notFound(`单号为 ${outTradeNo} `);
}
