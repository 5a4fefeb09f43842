import { GatewayUnknown } from '../../errors';
import type { PrepayOrder } from '../../payment/prepay-order';
import { toBeijingDigits } from '../beijing-time';
import { fitText } from '../fit-text';
import { call, type V2Client } from './call';

/**
 * 统一下单 for a mini program. `attach` is not sent: it would come back inside signed messages, where text chosen by a
 * buyer can pose as a field.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011940985
 */
export async function unifiedOrder(client: V2Client, order: PrepayOrder): Promise<{ prepayId: string }> {
  const { merchant, notifyUrl } = client.configuration;
  const { fields } = await call(client, '/pay/unifiedorder', {
    trade_type: 'JSAPI',
    body: fitText(order.description, 127),
    out_trade_no: order.outTradeNo,
    fee_type: 'CNY',
    total_fee: String(order.total),
    spbill_create_ip: order.clientIp,
    time_start: toBeijingDigits(order.createdAt),
    time_expire: toBeijingDigits(order.expireAt),
    notify_url: `${notifyUrl}/notify/v2/paid`,
    ...(merchant.subAppid ? { sub_openid: order.openid } : { openid: order.openid }),
  });
  if (!fields.prepay_id) throw new GatewayUnknown('微信支付的答复没有 prepay_id');
  return { prepayId: fields.prepay_id };
}
