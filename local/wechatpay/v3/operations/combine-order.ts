import type { Gateway } from '../../gateway';
import type { Merchants } from '../../keys/merchants';
import { type CombinedDraft, type PlacedCombined, placeCombined } from '../../trade/place-combined';
import { clientAddressProblem } from '../client-address';
import { combinedFields, subOrderLimits } from '../combined-fields';
import { refusal } from '../errors';
import { expiry } from '../expiry';
import type { Operation, Refusal, Request, Result } from '../operation';
import { type Product, products } from '../products';
import { orderingErrors } from './order';

/** 合单下单: several orders that are paid at once or not at all. One for each product. */
export const combineOrders: readonly Operation[] = products.map((product) => ({
  method: 'POST',
  path: `/v3/combine-transactions/${product.name}`,
  title: `合单 ${product.title}`,
  source: product.sources.combined,
  side: 'combined',
  parameters: { body: combinedFields(product) },
  errors: orderingErrors,
  run: (gateway, request) => combine(gateway, request, product),
}));

interface CombineBody {
  combine_appid: string;
  combine_mchid: string;
  combine_out_trade_no: string;
  scene_info?: { payer_client_ip: string; device_id?: string };
  sub_orders: SubOrder[];
  combine_payer_info?: { openid?: string; sub_openid?: string };
  time_expire?: string;
  notify_url: string;
}

interface SubOrder {
  mchid: string;
  sub_mchid?: string;
  sub_appid?: string;
  out_trade_no: string;
  attach: string;
  amount: { total_amount: number };
  description: string;
  settle_info?: { profit_sharing?: boolean };
}

function combine(gateway: Gateway, { body: json }: Request, product: Product): Result {
  const body = json as unknown as CombineBody;
  const problem =
    countProblem(body) ??
    payerProblem(body, product) ??
    firstProblem(body.sub_orders, (order) => sellerProblem(gateway.keys.merchants, body.combine_appid, order)) ??
    (product.name === 'h5' ? clientAddressProblem(body.scene_info?.payer_client_ip) : undefined);
  if (problem) return problem;
  const expiresAt = expiry(body.time_expire, gateway.clock.now());
  if (typeof expiresAt !== 'number') return expiresAt;
  // Of a number that comes again, only the first request sets the time.
  const { time_expire: _, ...parameters } = json;
  const draft: CombinedDraft = {
    mchid: body.combine_mchid,
    appid: body.combine_appid,
    outTradeNo: body.combine_out_trade_no,
    tradeType: product.tradeType,
    deviceId: body.scene_info?.device_id ?? null,
    notifyUrl: body.notify_url,
    expiresAt,
    parameters: { ...parameters, trade_type: product.tradeType },
    orders: body.sub_orders.map((order) => draftOf(body, order, product)),
  };
  const placed = placeCombined(gateway, draft, product.pays);
  return placed.kind === 'placed'
    ? { ok: true, status: 200, body: product.answer(placed.combined) }
    : refusalOf(placed);
}

function draftOf(body: CombineBody, order: SubOrder, { tradeType }: Product): CombinedDraft['orders'][number] {
  const { openid = null, sub_openid: subOpenid = null } = body.combine_payer_info ?? {};
  return {
    mchid: order.mchid,
    appid: body.combine_appid,
    subMchid: order.sub_mchid ?? null,
    subAppid: order.sub_appid ?? null,
    seller: order.sub_mchid ?? order.mchid,
    outTradeNo: order.out_trade_no,
    api: 'v3',
    tradeType,
    signType: 'RSA',
    openid,
    subOpenid: order.sub_appid === undefined ? null : subOpenid,
    description: order.description,
    total: order.amount.total_amount,
    attach: order.attach,
    parameters: { ...(order.settle_info && { settle_info: order.settle_info }) },
  };
}

/** The order is nobody's to place whose merchant is unknown, or not bound to the appid. */
function sellerProblem(merchants: Merchants, combineAppid: string, order: SubOrder): Refusal | undefined {
  const merchant = merchants.get(order.mchid);
  if (!merchant) return refusal('MCH_NOT_EXISTS');
  if (!merchant.appids.has(combineAppid)) return refusal('APPID_MCHID_NOT_MATCH');
  if (order.sub_mchid === undefined) return undefined;
  const subMerchant = merchants.subMerchant(order.sub_mchid);
  if (subMerchant?.provider !== order.mchid) return refusal('NO_AUTH');
  if (order.sub_appid === undefined || subMerchant.appids.has(order.sub_appid)) return undefined;
  return refusal('APPID_MCHID_NOT_MATCH', { message: 'sub_mchid与sub_appid不匹配' });
}

function firstProblem(orders: SubOrder[], problemOf: (order: SubOrder) => Refusal | undefined): Refusal | undefined {
  for (const order of orders) {
    const problem = problemOf(order);
    if (problem) return problem;
  }
  return undefined;
}

/** More than an ordinary merchant may combine only who sells for others. */
function countProblem({ sub_orders: orders }: CombineBody): Refusal | undefined {
  const { least, most } = subOrderLimits.merchant;
  const isProvider = orders.every((order) => order.sub_mchid !== undefined);
  if (isProvider || (orders.length >= least && orders.length <= most)) return undefined;
  return refusal('PARAM_ERROR', { message: `普通商户的合单应有${least}到${most}笔子单` });
}

function payerProblem({ combine_payer_info: payer, sub_orders: orders }: CombineBody, { name }: Product) {
  const problem = (message: string, number?: number) =>
    refusal('PARAM_ERROR', { message, ...(number !== undefined && { number }) });
  if (name === 'jsapi' && !payer?.openid && !payer?.sub_openid) return problem('JSAPI支付必须传openid', 268501013);
  if (payer?.sub_openid && orders.every((order) => order.sub_appid === undefined)) {
    return problem('传sub_openid时必须传sub_appid');
  }
  return undefined;
}

function refusalOf(placed: Exclude<PlacedCombined, { kind: 'placed' }>): Refusal {
  switch (placed.kind) {
    case 'paid':
      return refusal('ORDERPAID');
    case 'closed':
      return refusal('ORDER_CLOSED');
    case 'expired':
      return refusal('PARAM_ERROR', { message: 'time_expire时间已过期' });
    case 'differs':
      return refusal('INVALID_REQUEST');
    case 'number-used':
      return refusal('OUT_TRADE_NO_USED', { message: `子单的商户订单号${placed.outTradeNo}重复` });
  }
}
