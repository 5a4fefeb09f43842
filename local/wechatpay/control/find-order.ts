import { type Combined, combinedOf } from '../trade/combined';
import type { Order } from '../trade/order';
import type { World } from '../world/world';
import { badRequest, type ControlAnswer, refused } from './control';

interface NotFound {
  refusal: ControlAnswer;
}

export type FoundOrder = { order: Order } | NotFound;
export type FoundPurchase = { purchase: Order | Combined } | NotFound;

export const notFound = (what: string): NotFound => ({
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

/** The order of this number or, where there is none, the combined order. */
export function purchaseNumbered(world: World, outTradeNo: string, mchid: string | undefined): FoundPurchase {
  const found = orderNumbered(world, outTradeNo, mchid);
  if ('order' in found) return { purchase: found.order };
  const row = mchid === undefined ? world.combines.withNumber(outTradeNo) : world.combines.byNumber(mchid, outTradeNo);
  return row ? { purchase: combinedOf(world, row) } : found;
}
