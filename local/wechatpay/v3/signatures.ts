import { type KeyObject, sign, verify } from 'node:crypto';
import type { Faults } from '../faults/faults';
import type { Keys } from '../keys/load-keys';
import { newNonce } from '../trade/identifiers';

/** SHA256withRSA in base64, as both sides of API v3 sign. */
export function signRsa(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text), key).toString('base64');
}

export function verifyRsa(text: string, signature: string, publicKey: KeyObject, digest = 'sha256'): boolean {
  return verify(digest, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
}

/** What an answer or a notification is signed over. */
export function messageToSign(timestamp: string, nonce: string, body: string): string {
  return `${timestamp}\n${nonce}\n${body}\n`;
}

/** One of WeChat's two keys, and the name by which the receiver finds its other half. */
export interface WechatKey {
  serial: string;
  key: KeyObject;
}

/** Chooses WeChat's key for a message, and signs with it. */
export class WechatSigner {
  readonly #keys: Pick<Keys, 'platform' | 'publicKey' | 'keyMode'>;
  readonly #faults: Faults;
  #messages = 0;

  constructor(keys: Pick<Keys, 'platform' | 'publicKey' | 'keyMode'>, faults: Faults) {
    this.#keys = keys;
    this.#faults = faults;
  }

  /** The key of this name, whatever the case; undefined where WeChat has no such key. */
  named(serial: string): WechatKey | undefined {
    const { platform, publicKey } = this.#keys;
    if (serial.toUpperCase() === platform.serial.toUpperCase()) return platform;
    if (serial.toUpperCase() === publicKey.id.toUpperCase()) return { serial: publicKey.id, key: publicKey.key };
    return undefined;
  }

  /** The key for a message that did not ask for one. A merchant who is changing keys gets both, by turns. */
  usual(): WechatKey {
    const { platform, publicKey, keyMode } = this.#keys;
    this.#messages += 1;
    const byPublicKey = keyMode === 'publicKey' || (keyMode === 'mixed' && this.#messages % 2 === 0);
    return byPublicKey ? { serial: publicKey.id, key: publicKey.key } : platform;
  }

  /** The `Wechatpay-*` headers of a message, and the text that was signed. The timestamp is real time. */
  sign(body: string, { serial, key }: WechatKey, realNow: number, probe: boolean) {
    const timestamp = String(Math.floor(realNow / 1000) + this.#faults.number('skewSeconds'));
    const nonce = newNonce();
    const text = messageToSign(timestamp, nonce, body);
    const signature = signRsa(text, key);
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': probe ? probeOf(signature) : signature,
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    };
    return { headers, text };
  }
}

/** WeChat now and then sends a signature that is wrong on purpose, to see whether the merchant looks at all. */
function probeOf(signature: string): string {
  const prefix = 'WECHATPAY/SIGNTEST/';
  return prefix + signature.slice(prefix.length);
}
