import type { Field, Fields } from '../protocol/fields';

const text = (label: string, max: number, more: Partial<Field> = { required: true }): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});

export const mchBillnoField = text('商户订单号', 28, { required: true, pattern: '^[0-9a-zA-Z]+$' });

/** Of both kinds of red packets (https://pay.weixin.qq.com/doc/v2/merchant/4011974053). */
export const redPacketFields: Fields = {
  mch_billno: mchBillnoField,
  send_name: text('商户名称', 32),
  re_openid: text('用户openid', 32),
  total_amount: { label: '付款金额', type: 'integer', required: true, min: 1, max: 100_000_000 },
  total_num: { label: '红包发放总人数', type: 'integer', required: true, min: 1, max: 1000 },
  wishing: text('红包祝福语', 128),
  act_name: text('活动名称', 32),
  remark: text('备注', 256),
  scene_id: text('场景id', 32, { pattern: '^PRODUCT_[1-8]$' }),
  risk_info: text('活动信息', 128, {}),
  msgappid: text('触达用户appid', 32, {}),
};
