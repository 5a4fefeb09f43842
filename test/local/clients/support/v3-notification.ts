import type { IncomingHttpHeaders } from 'node:http';

/** The body of a notification of API v3, as far as a receiver reads it before it decrypts. */
export interface Envelope {
  resource: { ciphertext: string; associated_data: string; nonce: string };
}

/** The four headers under the names that Node's clients have for them. */
export function signatureOf(headers: IncomingHttpHeaders) {
  const read = (name: string) => String(headers[`wechatpay-${name}`]);
  return {
    timestamp: read('timestamp'),
    nonce: read('nonce'),
    serial: read('serial'),
    signature: read('signature'),
  };
}
