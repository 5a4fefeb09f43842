import type { Field, Fields } from '../protocol/fields';
import { outRefundNoPattern } from '../protocol/patterns';
import { profitShareLimits } from '../trade/profit-share';
import { refusal } from './errors';
import type { Refusal, Request } from './operation';

const text = (label: string, max: number, more: Partial<Field> = {}): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});
const required = { required: true } as const;
const number = { required: true, pattern: outRefundNoPattern } as const;

export const subMchidField = text('特约商户号', 32);
export const transactionIdField = text('微信订单号', 32, required);
export const outOrderNoField = text('商户分账单号', 64, number);
export const outReturnNoField = text('商户回退单号', 64, number);

const type = text('分账接收方类型', 32, {
  required: true,
  pattern: '^(MERCHANT_ID|PERSONAL_OPENID|PERSONAL_SUB_OPENID)$',
});
const account = text('分账接收方帐号', 64, required);
const amount = (label: string): Field => ({ label, type: 'integer', required: true, min: 1, max: 10_000_000_000 });
const description = (label: string) => text(label, 80, required);

/** https://pay.weixin.qq.com/doc/v3/merchant/4012529590 */
export const receiverFields: Fields = {
  sub_mchid: subMchidField,
  appid: text('应用ID', 32, required),
  sub_appid: text('子商户应用ID', 32),
  type,
  account,
};

const relations = 'SERVICE_PROVIDER|STORE|STAFF|STORE_OWNER|PARTNER|HEADQUARTER|BRAND|DISTRIBUTOR|USER|SUPPLIER|CUSTOM';

/** https://pay.weixin.qq.com/doc/v3/merchant/4012528995 */
export const newReceiverFields: Fields = {
  ...receiverFields,
  name: text('分账接收方姓名', 1024),
  relation_type: text('与分账方的关系类型', 32, { required: true, pattern: `^(${relations})$` }),
  custom_relation: text('自定义的分账关系', 30),
};

/** https://pay.weixin.qq.com/doc/v3/merchant/4012524936 */
export const shareFields: Fields = {
  sub_mchid: subMchidField,
  appid: text('应用ID', 32),
  sub_appid: text('子商户应用ID', 32),
  transaction_id: transactionIdField,
  out_order_no: outOrderNoField,
  receivers: {
    label: '分账接收方列表',
    type: 'array',
    max: profitShareLimits.receivers,
    fields: {
      type,
      account,
      name: text('分账个人接收方姓名', 1024),
      amount: amount('分账金额'),
      description: description('分账描述'),
    },
  },
  unfreeze_unsplit: { label: '是否解冻剩余未分资金', type: 'boolean', required: true },
};

/** https://pay.weixin.qq.com/doc/v3/merchant/4012526374 */
export const unfreezeFields: Fields = {
  sub_mchid: subMchidField,
  transaction_id: transactionIdField,
  out_order_no: outOrderNoField,
  description: description('解冻剩余资金描述'),
};

/** https://pay.weixin.qq.com/doc/v3/merchant/4012525287 */
export const returnFields: Fields = {
  sub_mchid: subMchidField,
  order_id: text('微信分账单号', 64),
  out_order_no: { ...outOrderNoField, required: false },
  out_return_no: outReturnNoField,
  return_mchid: text('回退商户号', 32, required),
  amount: amount('回退金额'),
  description: description('回退描述'),
};

/** An appid that is not the merchant's, or none where the type of a receiver needs one. */
export function appidProblem(
  { merchant, subMerchant, body }: Request,
  receivers: readonly { type: string }[],
): Refusal | undefined {
  const problem = (message: string) => refusal('PARAM_ERROR', { message });
  const { appid, sub_appid: subAppid } = body as { appid?: string; sub_appid?: string };
  if (appid !== undefined && !merchant.appids.has(appid)) {
    return refusal('INVALID_REQUEST', { message: '商户号和appid没有绑定关系' });
  }
  const has = (wanted: string) => receivers.some((receiver) => receiver.type === wanted);
  if (has('PERSONAL_OPENID') && appid === undefined) return problem('接收方类型为PERSONAL_OPENID时，appid必填');
  if (!has('PERSONAL_SUB_OPENID')) return undefined;
  if (!subMerchant) return problem('接收方类型PERSONAL_SUB_OPENID仅服务商可用');
  return subAppid === undefined ? problem('接收方类型为PERSONAL_SUB_OPENID时，sub_appid必填') : undefined;
}
