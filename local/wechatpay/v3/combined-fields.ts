import type { Field, Fields } from '../protocol/fields';
import { currencyPattern } from '../protocol/patterns';
import { attach, description, goodsTag, h5Info, notifyUrl, openid, outTradeNoField, timeExpire } from './order-fields';
import type { Product } from './products';

const text = (label: string, max: number, more: Partial<Field> = {}): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});

export const combineAppid = text('合单商户公众账号ID', 32, { required: true });
export const combineOutTradeNo: Field = { ...outTradeNoField, label: '合单商户订单号' };

/** A service provider may combine so many, an ordinary merchant from two to ten. */
export const subOrderLimits = { provider: 50, merchant: { least: 2, most: 10 } } as const;

/** Which order of which merchant. */
export const subOrderNames: Fields = {
  mchid: text('子单商户号', 32, { required: true }),
  out_trade_no: { ...outTradeNoField, label: '子单商户订单号' },
  sub_mchid: text('子商户号', 32),
  sub_appid: text('子商户应用ID', 32),
};

export function subOrders(fields: Fields): Field {
  return { label: '子单信息列表', type: 'array', required: true, min: 1, max: subOrderLimits.provider, fields };
}

const subOrder: Fields = {
  ...subOrderNames,
  attach: { ...attach, required: true },
  amount: {
    label: '子单金额信息',
    type: 'object',
    required: true,
    fields: {
      total_amount: { label: '标价金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
      currency: text('标价币种', 8, { required: true, pattern: currencyPattern }),
    },
  },
  description,
  detail: text('商品详情', 6000),
  goods_tag: goodsTag,
  settle_info: {
    label: '结算信息',
    type: 'object',
    fields: {
      profit_sharing: { label: '是否指定分账', type: 'boolean' },
      subsidy_amount: { label: '补差金额', type: 'integer', min: 0 },
    },
  },
};

/** Body of a combined order (https://pay.weixin.qq.com/docs/merchant/apis/combine-payment/orders/jsapi-prepay.html). */
export function combinedFields({ name }: Product): Fields {
  const inWechat = name !== 'h5';
  const scene: Fields = {
    payer_client_ip: text('用户终端IP', 45, { required: true }),
    device_id: text('商户端设备号', 16, { required: !inWechat }),
    ...(inWechat ? {} : { h5_info: h5Info }),
  };
  const payer: Fields = { openid: openid('用户标识'), sub_openid: openid('用户子标识') };
  return {
    combine_appid: combineAppid,
    combine_mchid: text('合单商户号', 32, { required: true }),
    combine_out_trade_no: combineOutTradeNo,
    scene_info: { label: '场景信息', type: 'object', required: !inWechat, fields: scene },
    sub_orders: subOrders(subOrder),
    combine_payer_info: { label: '合单支付者信息', type: 'object', required: name === 'jsapi', fields: payer },
    time_start: text('支付起始时间', 64),
    time_expire: timeExpire,
    notify_url: notifyUrl,
    limit_pay: { label: '指定支付方式', type: 'array', max: 3 },
  };
}
