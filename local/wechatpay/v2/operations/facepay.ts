import { payByCode } from '../../trade/pay-by-code';
import { byCodeErrors, byCodeResult } from '../by-code-result';
import { refusal } from '../errors';
import type { Operation } from '../operation';
import { orderDraft } from '../order-draft';
import { orderFields } from '../order-fields';

/** 提交刷脸支付: charges the buyer whose face the shop's device has turned into a code. */
export const facepay: Operation = {
  path: '/pay/facepay',
  title: '刷脸支付',
  source: 'https://pay.weixin.qq.com/wiki/doc/wxfacepay/develop/backend.html',
  signTypes: ['HMAC-SHA256'],
  errors: byCodeErrors,
  fields: {
    ...orderFields,
    openid: { label: '用户标识', type: 'string', max: 128 },
    sub_openid: { label: '用户子标识', type: 'string', max: 128 },
    face_code: { label: '人脸凭证', type: 'string', required: true, max: 1024 },
    deposit: { label: '是否押金支付', type: 'string', max: 1, pattern: '^[YN]$' },
  },
  run(gateway, request) {
    const { fields } = request;
    const openid = fields.get('openid') || undefined;
    const subOpenid = fields.get('sub_openid') || undefined;
    if (!openid && !subOpenid) return refusal('PARAM_ERROR', '缺少参数openid');
    const draft = orderDraft(request, { tradeType: 'FACEPAY', now: gateway.clock.now(), anew: ['face_code'] });
    if (!draft) return { ok: false, returnMsg: 'time_expire参数格式错误' };
    const code = fields.get('face_code') as string;
    const presented = { kind: 'face' as const, code, buyer: { openid, subOpenid } };
    return byCodeResult(payByCode(gateway, draft, presented), gateway.faults);
  },
};
