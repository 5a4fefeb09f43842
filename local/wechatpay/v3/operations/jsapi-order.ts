import type { Gateway } from '../../gateway';
import { parseRfc3339 } from '../../trade/beijing-time';
import { placeOrder } from '../../trade/place-order';
import { refusal } from '../errors';
import type { Operation, Refusal, Request, Result } from '../operation';
import { merchantOrderFields, merchantPayer, partnerOrderFields, partnerPayer } from '../order-fields';

const day = 86_400_000;

/** JSAPI/小程序下单: makes an order and answers its prepay_id. */
export const jsapiOrder: Operation = {
  method: 'POST',
  path: '/v3/pay/transactions/jsapi',
  title: 'JSAPI/小程序下单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012791897',
  side: 'merchant',
  parameters: { body: { ...merchantOrderFields, payer: merchantPayer } },
  errors: ['PARAM_ERROR', 'INVALID_REQUEST', 'APPID_MCHID_NOT_MATCH', 'ORDERPAID', 'ORDER_CLOSED', 'SIGN_ERROR'],
  run: order,
};

/** The same for a service provider, in the name of a sub-merchant. */
export const partnerJsapiOrder: Operation = {
  ...jsapiOrder,
  path: '/v3/pay/partner/transactions/jsapi',
  title: '服务商 JSAPI/小程序下单',
  source: 'https://pay.weixin.qq.com/doc/v3/partner/4012759974',
  side: 'partner',
  parameters: { body: { ...partnerOrderFields, payer: partnerPayer } },
  errors: [...jsapiOrder.errors, 'NO_AUTH'],
};

interface OrderBody {
  appid?: string;
  sp_appid?: string;
  sub_appid?: string;
  description: string;
  out_trade_no: string;
  time_expire?: string;
  attach?: string;
  notify_url: string;
  amount: { total: number };
  payer: { openid?: string; sp_openid?: string; sub_openid?: string };
}

function order(gateway: Gateway, request: Request): Result {
  const body = request.body as unknown as OrderBody;
  const now = gateway.clock.now();
  const expiresAt = expiry(body.time_expire, now);
  if (typeof expiresAt !== 'number') return expiresAt;
  const openid = body.payer.openid ?? body.payer.sp_openid ?? null;
  const subOpenid = body.payer.sub_openid ?? null;
  if (openid === null && subOpenid === null) {
    return refusal('PARAM_ERROR', { message: 'JSAPI支付必须传openid', number: 268501013 });
  }
  if (subOpenid !== null && !body.sub_appid) {
    return refusal('PARAM_ERROR', { message: '传sub_openid时必须传sub_appid' });
  }
  // Of a number that comes again, only the first request sets the time.
  const { time_expire: _, ...parameters } = request.body;
  const draft = {
    mchid: request.merchant.mchid,
    appid: (body.appid ?? body.sp_appid) as string,
    subMchid: request.subMerchant?.mchid ?? null,
    subAppid: body.sub_appid ?? null,
    seller: request.seller,
    outTradeNo: body.out_trade_no,
    api: 'v3' as const,
    tradeType: 'JSAPI',
    signType: 'RSA' as const,
    openid,
    subOpenid,
    description: body.description,
    total: body.amount.total,
    attach: body.attach ?? null,
    notifyUrl: body.notify_url,
    expiresAt,
    parameters: { ...parameters, trade_type: 'JSAPI' },
  };
  const placed = placeOrder(gateway, draft, 'prepayId');
  switch (placed.kind) {
    case 'paid':
      return refusal('ORDERPAID');
    case 'closed':
      return refusal('ORDER_CLOSED');
    case 'expired':
      return refusal('PARAM_ERROR', { message: 'time_expire时间已过期' });
    case 'differs':
      return refusal('INVALID_REQUEST');
    case 'placed':
      return { ok: true, status: 200, body: { prepay_id: placed.order.prepayId } };
  }
}

/** When the order can no longer be paid: in seven days, unless it says otherwise. */
function expiry(text: string | undefined, now: number): number | Refusal {
  if (text === undefined) return now + 7 * day;
  const stated = parseRfc3339(text);
  const problem = (message: string) => refusal('PARAM_ERROR', { message });
  if (stated === undefined) return problem('参数time_expire格式错误，应为YYYY-MM-DDTHH:mm:ss+08:00');
  if (stated > now + 90 * day) return problem('time_expire不得超过90天');
  return stated;
}
