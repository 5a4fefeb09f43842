import { type KeyObject, sign, verify } from 'node:crypto';
import type { Faults } from '../faults/faults';
import type { Keys } from '../keys/load-keys';
import { newNonce } from '../trade/identifiers';
import type { MoveToPublicKey } from '../world/move-to-public-key';

/** SHA256withRSA in base64, on another thread: it is the dearest part of an answer, and nobody else need wait for it. */
function signRsa(text: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature.toString('base64'));
    });
  });
}

export function verifyRsa(text: string, signature: string, publicKey: KeyObject): boolean {
  const bytes = decodeBase64(signature);
  return bytes !== undefined && verify('sha256', Buffer.from(text), publicKey, bytes);
}

/** The bytes of a text in Base64; undefined where it is anything but that: other letters, white space, no padding. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
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
  readonly #keys: Keys;
  readonly #faults: Faults;
  readonly #move: MoveToPublicKey;
  #publicKeyNamed = false;
  #answers = 0;
  #notifications = 0;

  constructor(keys: Keys, faults: Faults, move: MoveToPublicKey) {
    this.#keys = keys;
    this.#faults = faults;
    this.#move = move;
  }

  /** The key of this name, whatever the case; undefined where WeChat has no such key. Asking for the public key is remembered. */
  named(serial: string): WechatKey | undefined {
    const all = [...this.#keys.platforms, this.#publicKey()];
    const found = all.find((key) => key.serial.toUpperCase() === serial.toUpperCase());
    if (found?.serial === this.#keys.publicKey.id) this.#publicKeyNamed = true;
    return found;
  }

  /**
   * What may be wrong with a notification that is refused, though it is signed with this key: somebody asks for the public
   * key in his requests, and may know no other.
   */
  hintFor({ serial }: WechatKey): string | undefined {
    if (!this.#publicKeyNamed || serial === this.#keys.publicKey.id) return undefined;
    return '请求里指明了微信支付公钥，而这个通知由平台证书签名：如果接收方只认识公钥，请在 merchant.json 里写 "keyMode": "publicKey"';
  }

  /** The key for an answer to a request that named none. A merchant who is changing keys gets both, by turns. */
  forAnswer(): WechatKey {
    this.#answers += 1;
    const permille = this.#move.permille();
    const byTurns = permille > 0 && permille < 1000 ? 500 : permille;
    return isTurn(this.#answers, byTurns) ? this.#publicKey() : this.#newestPlatform();
  }

  /** The key for a notification. Of a merchant who is changing keys, more every day are signed with the public key. */
  forNotification(): WechatKey {
    this.#notifications += 1;
    return isTurn(this.#notifications, this.#move.permille()) ? this.#publicKey() : this.#newestPlatform();
  }

  #publicKey(): WechatKey {
    const { id, key } = this.#keys.publicKey;
    return { serial: id, key };
  }

  #newestPlatform(): WechatKey {
    return this.#keys.platforms.at(-1) as WechatKey;
  }

  /** The `Wechatpay-*` headers of a message, and the text that is signed. The timestamp is real time. */
  sign(body: string, { serial, key }: WechatKey, realNow: number, probe: boolean) {
    const timestamp = String(Math.floor(realNow / 1000) + this.#faults.number('skewSeconds'));
    const nonce = newNonce();
    const text = messageToSign(timestamp, nonce, body);
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    };
    const signature = signRsa(text, key).then((made) => ({ 'wechatpay-signature': probe ? probeOf(made) : made }));
    return { headers, text, signature };
  }
}

/** Spreads so many of a thousand messages evenly. */
function isTurn(count: number, permille: number): boolean {
  return Math.floor((count * permille) / 1000) > Math.floor(((count - 1) * permille) / 1000);
}

/** WeChat now and then sends a signature that is wrong on purpose, to see whether the merchant looks at all. */
function probeOf(signature: string): string {
  const prefix = 'WECHATPAY/SIGNTEST/';
  return prefix + signature.slice(prefix.length);
}
