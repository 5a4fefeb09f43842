import { GatewayUnknown } from '../../errors';
import type { Merchant } from '../../payment/merchant';
import type { PrepayOrder } from '../../payment/prepay-order';
import { toBeijingRfc3339 } from '../beijing-time';
import { fitText } from '../fit-text';
import { call, type V3Client } from './call';
import { transactionsPath } from './order-paths';

/**
 * JSAPI/小程序下单.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export async function jsapiOrder(client: V3Client, order: PrepayOrder): Promise<{ prepayId: string }> {
  const { merchant, notifyUrl } = client.configuration;
  const body = await call(client, 'POST', `${transactionsPath(merchant)}/jsapi`, {
    ...sellerAndPayer(merchant, order.openid),
    description: fitText(order.description, 127),
    out_trade_no: order.outTradeNo,
    time_expire: toBeijingRfc3339(order.expireAt),
    notify_url: `${notifyUrl}/notify/v3`,
    amount: { total: order.total, currency: 'CNY' },
    scene_info: { payer_client_ip: order.clientIp },
  });
  const prepayId = readPrepayId(body);
  if (prepayId === undefined) throw new GatewayUnknown('微信支付的答复没有 prepay_id');
  return { prepayId };
}

function sellerAndPayer({ appid, mchid, subAppid, subMchid }: Merchant, openid: string): Record<string, unknown> {
  if (subMchid === undefined) return { appid, mchid, payer: { openid } };
  const provider = { sp_appid: appid, sp_mchid: mchid, sub_mchid: subMchid };
  return subAppid === undefined
    ? { ...provider, payer: { sp_openid: openid } }
    : { ...provider, sub_appid: subAppid, payer: { sub_openid: openid } };
}

function readPrepayId(body: Buffer): string | undefined {
  try {
    const { prepay_id: prepayId } = JSON.parse(body.toString()) as Record<string, unknown>;
    return typeof prepayId === 'string' && prepayId !== '' ? prepayId : undefined;
  } catch {
    return undefined;
  }
}
