import { payByCode } from '../../trade/pay-by-code';
import { paycodePattern } from '../../trade/paycode';
import { byCodeErrors, byCodeResult } from '../by-code-result';
import { refusal } from '../errors';
import type { Operation } from '../operation';
import { orderDraft } from '../order-draft';
import { orderFields } from '../order-fields';

/** 付款码支付: charges the buyer whose code the shop has scanned. The answer is the end of it, or `USERPAYING`. */
export const micropay: Operation = {
  path: '/pay/micropay',
  title: '付款码支付',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011937125',
  errors: [...byCodeErrors, 'POST_DATA_EMPTY', 'AUTH_CODE_INVALID'],
  fields: {
    ...orderFields,
    auth_code: { label: '付款码', type: 'string', required: true, max: 128 },
    deposit: { label: '是否押金支付', type: 'string', max: 1, pattern: '^[YN]$' },
  },
  run(gateway, request) {
    const code = request.fields.get('auth_code') as string;
    if (!paycodePattern.test(code)) return refusal('AUTH_CODE_INVALID');
    const now = gateway.clock.now();
    const draft = orderDraft(request, { tradeType: 'MICROPAY', now, anew: ['auth_code'] });
    if (!draft) return { ok: false, returnMsg: 'time_expire参数格式错误' };
    return byCodeResult(payByCode(gateway, draft, { kind: 'scan', code }), gateway.faults);
  },
};
