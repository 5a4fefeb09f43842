import type { Cloud } from '../cloud';

const newest = 1_000;

/** What WeChat was told about goods, the newest thousand payments, newest last, in WeChat's own names. */
export function listShipping({ shipping }: Pick<Cloud, 'shipping'>): object[] {
  return shipping.latest(newest).map(({ at, shipped }) => ({
    at: new Date(at).toISOString(),
    order_key:
      'transactionId' in shipped.key
        ? { order_number_type: 2, transaction_id: shipped.key.transactionId }
        : { order_number_type: 1, mchid: shipped.key.mchid, out_trade_no: shipped.key.outTradeNo },
    logistics_type: shipped.logisticsType,
    delivery_mode: shipped.deliveryMode,
    is_all_delivered: shipped.complete,
    shipping_list: shipped.parcels,
    upload_time: new Date(shipped.uploadTime).toISOString(),
    payer: { openid: shipped.openid },
    changed: shipped.changed,
  }));
}
