import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { Fields, Json, TestGateway } from './gateway';
import { fromXml, toXml, v2Sign } from './sign';

/** A client's half of a TLS handshake. */
export interface ClientKeys {
  cert: Buffer;
  key: Buffer;
}

export const merchantKeys = (gateway: TestGateway, name = 'merchant'): ClientKeys => ({
  cert: gateway.key(`${name}.pem`),
  key: gateway.key(`${name}.key`),
});

/** Posts signed fields over https, with a client certificate or none. */
export async function v2OverTls(
  gateway: TestGateway,
  path: string,
  fields: Fields,
  keys: ClientKeys | 'none' = merchantKeys(gateway),
): Promise<Record<string, string>> {
  return fromXml((await answerOverTls(gateway, path, fields, keys)).text);
}

/** The same, for answers that may be no XML. */
export function answerOverTls(
  gateway: TestGateway,
  path: string,
  fields: Fields,
  keys: ClientKeys | 'none' = merchantKeys(gateway),
): Promise<{ headers: IncomingHttpHeaders; text: string }> {
  const { appid, mchid, apiKey } = gateway.merchant;
  const asked: Fields = { appid, mch_id: mchid, nonce_str: 'nonce', ...fields };
  const type = asked.sign_type === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';
  const body = toXml({ ...asked, sign: v2Sign(asked, apiKey, type) });
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/xml' };
    const options = { method: 'POST', ca: gateway.key('tls.pem'), headers, ...(keys !== 'none' && keys) };
    const request = https.request(gateway.tlsUrl + path, { ...options, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** An order of 1280 fen that was paid: its own number and WeChat's. */
export async function paidOrder(gateway: TestGateway, api: 'v2' | 'v3', changes: Json = {}) {
  const order = api === 'v2' ? gateway.v2Order(changes as Fields) : gateway.v3Order(changes);
  const outTradeNo = String(order.out_trade_no);
  if (api === 'v2') await gateway.v2('/pay/unifiedorder', order as Fields);
  else await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
  const { transactionId } = await gateway.control('pay', { outTradeNo });
  return { outTradeNo, transactionId: String(transactionId) };
}

/** Long enough for any refund to end. */
export const untilRefundsEnd = (gateway: TestGateway) => gateway.control('clock', { advanceSeconds: 180 });
