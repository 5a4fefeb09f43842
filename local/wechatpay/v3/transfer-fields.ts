import type { Field, Fields } from '../protocol/fields';
import { notifyUrlPattern } from '../protocol/patterns';

const text = (label: string, max: number, more: Partial<Field> = {}): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});
const required = { required: true } as const;

export const outBillNoField = text('商户单号', 32, { required: true, pattern: '^[0-9A-Za-z]+$' });

/** https://pay.weixin.qq.com/doc/v3/merchant/4012716434 */
export const transferFields: Fields = {
  appid: text('商户AppID', 32, required),
  out_bill_no: outBillNoField,
  transfer_scene_id: text('转账场景ID', 36, required),
  openid: text('收款用户OpenID', 64, required),
  user_name: text('收款用户姓名', 1024),
  transfer_amount: { label: '转账金额', type: 'integer', required: true, min: 10, max: 10_000_000_000 },
  transfer_remark: text('转账备注', 96, required),
  notify_url: text('通知地址', 256, { pattern: notifyUrlPattern }),
  user_recv_perception: text('用户收款感知', 64),
  transfer_scene_report_infos: {
    label: '转账场景报备信息',
    type: 'array',
    required: true,
    min: 1,
    max: 10,
    fields: {
      info_type: text('信息类型', 45, required),
      info_content: text('信息内容', 96, required),
    },
  },
  user_recv_style: {
    label: '用户收款样式',
    type: 'object',
    fields: { type: text('用户收款样式类型', 32, { required: true, pattern: '^(CONFIRM_PAGE|RED_PACKET)$' }) },
  },
};

/** What must be reported of each kind of transfer, all of it. https://pay.weixin.qq.com/doc/v3/merchant/4012711988 */
export const reportedOfScene: Record<string, readonly string[]> = {
  1000: ['活动名称', '奖励说明'],
  1002: ['补贴类型'],
  1004: ['保险产品备案编号', '保险名称', '保险操作单号'],
  1005: ['岗位类型', '报酬说明'],
  1009: ['采购商品名称'],
  1010: ['回收商品名称'],
  1011: ['赔付原因'],
  1013: ['公益活动名称', '公益活动备案编号'],
};
