import type { Merchant } from '../../payment/merchant';
import type { V2Credentials } from '../configuration';
import type { ExchangeLimits, IncomingAnswer } from '../exchange';
import type { Client } from '../gateway';
import { send } from '../send';
import { sign } from './sign';
import type { Fields } from './string-to-sign';
import { buildXml } from './xml';

export type V2Client = Client<V2Credentials>;

/**
 * Posts signed fields to a path of API v2 and gives what came back as it came: nothing in it has been verified. The
 * merchant's certificate is shown only where it is given. Throws GatewayUnknown where nothing came back.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=4_1
 */
export function post(
  client: V2Client,
  path: string,
  content: Fields,
  limits: Pick<ExchangeLimits, 'merchantCertificate' | 'maxBytes'> = {},
): Promise<IncomingAnswer> {
  const { configuration, credentials, surroundings } = client;
  const unsigned = {
    ...identity(configuration.merchant),
    ...content,
    nonce_str: surroundings.nonce(),
    sign_type: credentials.signType,
  };
  return send(
    client,
    {
      method: 'POST',
      url: (limits.merchantCertificate ? configuration.tlsBaseUrl : configuration.baseUrl) + path,
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body: buildXml({ ...unsigned, sign: sign(unsigned, credentials) }),
    },
    limits,
  );
}

function identity({ appid, mchid, subAppid, subMchid }: Merchant): Fields {
  return { appid, mch_id: mchid, sub_appid: subAppid ?? '', sub_mch_id: subMchid ?? '' };
}
