import { GatewayUnknown } from '../../errors';
import type { Merchant } from '../../payment/merchant';
import type { MerchantCertificate, V2Credentials } from '../configuration';
import { exchange } from '../exchange';
import type { Client } from '../gateway';
import { businessRefusal, communicationRefusal } from './refusal';
import { sign } from './sign';
import type { Fields } from './string-to-sign';
import { verify } from './verify';
import { buildXml, parseXml } from './xml';

export type V2Client = Client<V2Credentials>;

export interface V2Answer {
  fields: Fields;
  /** The answer as it came. */
  body: Buffer;
}

/**
 * Posts signed fields to a path of API v2 and gives the fields of the signed answer. The merchant's certificate is shown
 * only where it is given. Throws GatewayRefusal and GatewayUnknown.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=4_1
 */
export async function call(
  client: V2Client,
  path: string,
  content: Fields,
  merchantCertificate?: MerchantCertificate,
): Promise<V2Answer> {
  const { configuration, credentials, surroundings } = client;
  const unsigned = {
    ...identity(configuration.merchant),
    ...content,
    nonce_str: surroundings.nonce(),
    sign_type: credentials.signType,
  };
  const { status, body } = await exchange(
    {
      method: 'POST',
      url: (merchantCertificate ? configuration.tlsBaseUrl : configuration.baseUrl) + path,
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      body: buildXml({ ...unsigned, sign: sign(unsigned, credentials) }),
    },
    {
      timeoutMs: surroundings.timeoutMs ?? 10_000,
      trustedAuthorities: configuration.trustedAuthorities,
      merchantCertificate,
    },
  );
  if (status !== 200) throw new GatewayUnknown(`微信支付答复 HTTP ${status}`);
  return { fields: trustedFields(read(body), client), body };
}

function identity({ appid, mchid, subAppid, subMchid }: Merchant): Fields {
  return { appid, mch_id: mchid, sub_appid: subAppid ?? '', sub_mch_id: subMchid ?? '' };
}

function read(body: Buffer): Fields {
  try {
    return parseXml(body);
  } catch (cause) {
    throw new GatewayUnknown(`微信支付的答复无法读取：${(cause as Error).message}`, { cause });
  }
}

/** Judges in the documented order: was it understood, is it genuine, is it ours, did it succeed. */
function trustedFields(fields: Fields, { configuration, credentials }: V2Client): Fields {
  if (fields.return_code === 'FAIL') throw communicationRefusal(fields.return_msg ?? '');
  if (fields.return_code !== 'SUCCESS') throw new GatewayUnknown('微信支付的答复没有 return_code');
  const problem = verify(fields, credentials);
  if (problem) throw new GatewayUnknown(`微信支付的答复未通过验签：${problem}`);
  if (fields.appid !== configuration.merchant.appid || fields.mch_id !== configuration.merchant.mchid) {
    throw new GatewayUnknown('微信支付的答复属于别的 appid 或商户号');
  }
  if (fields.result_code === 'FAIL') throw businessRefusal(fields.err_code ?? '', fields.err_code_des ?? '');
  if (fields.result_code !== 'SUCCESS') throw new GatewayUnknown('微信支付的答复没有 result_code');
  return fields;
}
