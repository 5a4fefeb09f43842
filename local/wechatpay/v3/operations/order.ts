import type { Gateway } from '../../gateway';
import { placeOrder } from '../../trade/place-order';
import { clientAddressProblem } from '../client-address';
import { type Code, onEveryPage, refusal } from '../errors';
import { expiry } from '../expiry';
import type { Operation, Refusal, Request, Result } from '../operation';
import { orderFields } from '../order-fields';
import { type Product, products } from '../products';
import { sellerOf } from '../seller';

/** What the pages of ordering list, whatever the product. */
export const orderingErrors: readonly Code[] = [
  ...onEveryPage,
  'INVALID_REQUEST',
  'APPID_MCHID_NOT_MATCH',
  'MCH_NOT_EXISTS',
  'ORDERPAID',
  'ORDER_CLOSED',
  'NO_AUTH',
  'OUT_TRADE_NO_USED',
  'ACCOUNT_ERROR',
  'RULE_LIMIT',
  'TRADE_ERROR',
  'OPENID_MISMATCH',
  'BANK_ERROR',
];

/** JSAPI/小程序下单, APP下单, H5下单, Native下单: makes an order and answers what it is paid with. */
function orderOperation(product: Product, side: 'merchant' | 'partner'): Operation {
  const partner = side === 'partner';
  return {
    method: 'POST',
    path: `/v3/pay/${partner ? 'partner/' : ''}transactions/${product.name}`,
    title: `${partner ? '服务商 ' : ''}${product.title}`,
    source: product.sources[side],
    side,
    parameters: { body: orderFields(product, side) },
    errors: orderingErrors,
    run: (gateway, request) => order(gateway, request, product),
  };
}

/** One for each product and each side. */
export const orders: readonly Operation[] = products.flatMap((product) => [
  orderOperation(product, 'merchant'),
  orderOperation(product, 'partner'),
]);

interface OrderBody {
  sub_appid?: string;
  description: string;
  out_trade_no: string;
  time_expire?: string;
  attach?: string;
  notify_url: string;
  amount: { total: number };
  payer?: { openid?: string; sp_openid?: string; sub_openid?: string };
  scene_info?: { payer_client_ip: string };
}

function order(gateway: Gateway, request: Request, product: Product): Result {
  const body = request.body as unknown as OrderBody;
  const problem = product.name === 'h5' ? clientAddressProblem(body.scene_info?.payer_client_ip) : payerProblem(body);
  if (problem) return problem;
  const expiresAt = expiry(body.time_expire, gateway.clock.now());
  if (typeof expiresAt !== 'number') return expiresAt;
  // Of a number that comes again, only the first request sets the time.
  const { time_expire: _, ...parameters } = request.body;
  const draft = {
    ...sellerOf(request),
    outTradeNo: body.out_trade_no,
    tradeType: product.tradeType,
    openid: body.payer?.openid ?? body.payer?.sp_openid ?? null,
    subOpenid: body.payer?.sub_openid ?? null,
    description: body.description,
    total: body.amount.total,
    attach: body.attach ?? null,
    notifyUrl: body.notify_url,
    expiresAt,
    parameters: { ...parameters, trade_type: product.tradeType },
  };
  const placed = placeOrder(gateway, draft, product.pays);
  switch (placed.kind) {
    case 'paid':
      return refusal('ORDERPAID');
    case 'closed':
      return refusal('ORDER_CLOSED');
    case 'expired':
      return refusal('PARAM_ERROR', { message: 'time_expire时间已过期' });
    case 'differs':
      return refusal(placed.parameters.includes('trade_type') ? 'OUT_TRADE_NO_USED' : 'INVALID_REQUEST');
    case 'placed':
      return { ok: true, status: 200, body: product.answer(placed.order) };
  }
}

/** Of JSAPI, which alone has a payer. */
function payerProblem({ payer, sub_appid }: OrderBody): Refusal | undefined {
  if (!payer) return undefined;
  if (!payer.openid && !payer.sp_openid && !payer.sub_openid) {
    return refusal('PARAM_ERROR', { message: 'JSAPI支付必须传openid', number: 268501013 });
  }
  if (payer.sub_openid && !sub_appid) return refusal('PARAM_ERROR', { message: '传sub_openid时必须传sub_appid' });
  return undefined;
}
