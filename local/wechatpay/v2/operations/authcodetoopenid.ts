import { paycodePattern, readPaycode, whyUnusable } from '../../trade/paycode';
import { refusal } from '../errors';
import type { Operation } from '../operation';

/** 付款码查询openid: whose code it is. From then on, only the seller who asked may charge it. */
export const authcodetoopenid: Operation = {
  path: '/tools/authcodetoopenid',
  title: '付款码查询openid',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/micropay.php?chapter=9_13',
  errors: ['SYSTEMERROR', 'AUTHCODEEXPIRE', 'AUTH_CODE_ERROR', 'AUTH_CODE_INVALID', 'FREQUENCY_LIMITED'],
  fields: {
    auth_code: { label: '付款码', type: 'string', required: true, max: 128 },
  },
  run(gateway, { fields, seller }) {
    const code = fields.get('auth_code') as string;
    if (!paycodePattern.test(code)) return refusal('AUTH_CODE_INVALID');
    const paycode = readPaycode(gateway, 'scan', code);
    switch (whyUnusable(paycode, gateway.clock.now(), seller)) {
      case 'code-used':
        return refusal('AUTH_CODE_ERROR');
      case 'code-expired':
        return refusal('AUTHCODEEXPIRE');
      case 'code-bound':
        return refusal('AUTH_CODE_ERROR', '商户无权限使用该付款码');
      case undefined: {
        gateway.world.paycodes.bind(code, seller);
        const { openid, subOpenid } = paycode;
        return {
          ok: true,
          fields: [
            ['openid', openid],
            ['sub_openid', fields.get('sub_appid') ? subOpenid : ''],
          ],
        };
      }
    }
  },
};
