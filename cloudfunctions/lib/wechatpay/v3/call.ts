import { GatewayUnknown } from '../../errors';
import type { V3Credentials } from '../configuration';
import type { Client } from '../gateway';
import { send } from '../send';
import { authorization } from './authorization';
import { refusal } from './refusal';
import { verify } from './verify';

export type V3Client = Client<V3Credentials>;

/**
 * Sends a signed request to API v3 and gives the body of the verified answer, empty for 204. Throws GatewayRefusal and
 * GatewayUnknown.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012081606
 */
export async function call(
  client: V3Client,
  method: 'GET' | 'POST',
  path: string,
  content?: Readonly<Record<string, unknown>>,
): Promise<Buffer> {
  const { configuration, credentials, surroundings } = client;
  const body = content === undefined ? '' : JSON.stringify(content);
  const headers = requestHeaders(client, method, path, body);
  const answer = await send(client, { method, url: configuration.baseUrl + path, headers, body });
  const success = answer.status === 200 || answer.status === 204;
  const signed = answer.headers['wechatpay-signature'] !== undefined;
  if (success || signed) {
    const nowSeconds = surroundings.clock() / 1000;
    const problem = verify(answer.headers, answer.body, credentials.verificationKeys, nowSeconds);
    if (problem) throw new GatewayUnknown(`微信支付的答复（HTTP ${answer.status}）未通过验签：${problem}`);
  }
  if (success) return answer.body;
  throw refusal({ path, status: answer.status, body: answer.body, signed });
}

/** What every request to API v3 carries: who asks, for exactly this path and body. */
export function requestHeaders(
  { configuration, credentials, surroundings }: V3Client,
  method: 'GET' | 'POST',
  path: string,
  body: string,
): Record<string, string> {
  const { mchid } = configuration.merchant;
  const timestampSeconds = Math.floor(surroundings.clock() / 1000);
  const nonce = surroundings.nonce();
  return {
    Accept: 'application/json',
    'User-Agent': 'miniprogram-wechatpay',
    Authorization: authorization({ method, path, body, mchid, timestampSeconds, nonce }, credentials),
    ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
    ...(credentials.publicKeyId ? { 'Wechatpay-Serial': credentials.publicKeyId } : {}),
  };
}
