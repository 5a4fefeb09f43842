import type { Fields } from '../protocol/fields';
import { outTradeNoPattern } from '../protocol/patterns';

/** What every product's order says (https://pay.weixin.qq.com/doc/v2/merchant/4011935214). */
export const orderFields: Fields = {
  device_info: { label: '设备号', type: 'string', max: 32 },
  body: { label: '商品描述', type: 'string', required: true, max: 127 },
  detail: { label: '商品详情', type: 'string', max: 6000 },
  attach: { label: '附加数据', type: 'string', max: 127 },
  out_trade_no: { label: '商户订单号', type: 'string', required: true, min: 6, max: 32, pattern: outTradeNoPattern },
  fee_type: { label: '标价币种', type: 'string', max: 16, pattern: '^CNY$' },
  total_fee: { label: '标价金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
  spbill_create_ip: { label: '终端IP', type: 'string', required: true, max: 64, pattern: '^[0-9a-fA-F.:]+$' },
  time_start: { label: '交易起始时间', type: 'string', pattern: '^\\d{14}$' },
  time_expire: { label: '交易结束时间', type: 'string', pattern: '^\\d{14}$' },
  goods_tag: { label: '订单优惠标记', type: 'string', max: 32 },
  limit_pay: { label: '指定支付方式', type: 'string', max: 32, pattern: '^no_credit$' },
  receipt: { label: '电子发票入口开放标识', type: 'string', max: 8, pattern: '^[YN]$' },
  profit_sharing: { label: '是否需要分账', type: 'string', max: 1, pattern: '^[YN]$' },
  scene_info: { label: '场景信息', type: 'string', max: 256 },
};
