import { GatewayUnknown } from '../../errors';
import type { MerchantCertificate } from '../configuration';
import { post, type V2Client } from './post';
import { businessRefusal, communicationRefusal } from './refusal';
import type { Fields } from './string-to-sign';
import { verify } from './verify';
import { parseXml } from './xml';

export type { V2Client } from './post';

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
  const { status, body } = await post(client, path, content, { merchantCertificate });
  if (status !== 200) throw new GatewayUnknown(`微信支付答复 HTTP ${status}`);
  return { fields: trustedFields(read(body), client), body };
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
