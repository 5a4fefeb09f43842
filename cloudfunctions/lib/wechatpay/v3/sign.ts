import crypto, { type KeyObject } from 'node:crypto';

/** SHA256-RSA2048 of a text, base64. */
export function sign(text: string, privateKey: KeyObject): string {
  return crypto.sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
}
