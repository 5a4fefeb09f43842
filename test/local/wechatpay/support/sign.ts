import { createHash, createHmac, sign } from 'node:crypto';

/**
 * Signs requests as the public specification says, on its own: the gateway's code is what is under test.
 */
export function v2Sign(fields: Record<string, string | number>, key: string, type: 'MD5' | 'HMAC-SHA256' = 'MD5') {
  const names = Object.keys(fields).filter((name) => name !== 'sign' && fields[name] !== '');
  const text = `${names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')}&key=${key}`;
  const hash = type === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

export function toXml(fields: Record<string, string | number>): string {
  return `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`;
}

/** The fields of a flat answer. Enough for what the gateway writes; not a parser for anything else. */
export function fromXml(xml: string): Record<string, string> {
  const fields = xml.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g);
  return Object.fromEntries(Array.from(fields, ([, name, cdata, text]) => [name, cdata ?? text ?? '']));
}

export interface V3Signer {
  mchid: string;
  serial: string;
  privateKey: string | Buffer;
}

export function authorization(
  { mchid, serial, privateKey }: V3Signer,
  method: string,
  target: string,
  body: string,
  timestamp = String(Math.floor(Date.now() / 1000)),
): string {
  const nonce = createHash('md5').update(`${Math.random()}`).digest('hex');
  const text = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
  return header({ mchid, serial, timestamp, nonce, signature: rsa(text, privateKey) });
}

export function header(parts: { mchid: string; serial: string; timestamp: string; nonce: string; signature: string }) {
  const { mchid, serial, timestamp, nonce, signature } = parts;
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
}

export function rsa(text: string, privateKey: string | Buffer): string {
  return sign('sha256', Buffer.from(text), privateKey).toString('base64');
}
