import { rfc3339 } from '../../trade/beijing-time';
import { seal } from '../aead';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';

/** What real refusals send a merchant to. https://github.com/wechatpay-apiv3/wechatpay-java/issues/400 */
const guide = 'https://pay.weixin.qq.com/doc/v3/merchant/4012153196';

/** 下载平台证书: all that are in force, encrypted with the APIv3 key. A merchant who has the public key only gets none. */
export const certificates: Operation = {
  method: 'GET',
  path: '/v3/certificates',
  title: '下载平台证书',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012551764',
  side: 'either',
  needsUserAgent: true,
  parameters: {
    query: { algorithm_type: { label: '证书算法类型', type: 'string', pattern: '^(RSA|SM2|ALL)$' } },
  },
  errors: [...onEveryPage, 'RESOURCE_NOT_EXISTS'],
  run({ keys }, { merchant, query }) {
    if (keys.keyMode === 'publicKey' || query.algorithm_type === 'SM2') {
      return refusal('RESOURCE_NOT_EXISTS', {
        message: `无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引${guide}`,
      });
    }
    // The newest first: it is the one that signs.
    const data = [...keys.platforms].reverse().map(({ serial, certificatePem, validFrom, validTo }) => ({
      serial_no: serial,
      effective_time: rfc3339(validFrom.getTime()),
      expire_time: rfc3339(validTo.getTime()),
      encrypt_certificate: seal(certificatePem, 'certificate', merchant.apiV3Key),
    }));
    return { ok: true, status: 200, body: { data } };
  },
};
