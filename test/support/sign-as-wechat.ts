import {
  createCipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createSign,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * WeChat's own side of a notification, written from the specification for tests that need one WeChat would never send:
 * genuinely signed, and wrong in exactly one way. Shares nothing with the product or the local gateway.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 */
export function wechatKeys(keysFolder: string) {
  const read = (name: string) => readFileSync(join(keysFolder, name));
  const merchant = JSON.parse(read('merchant.json').toString()) as {
    appid: string;
    mchid: string;
    apiKey: string;
    apiV3Key: string;
  };
  const certificate = new X509Certificate(read('platform.pem'));
  return { merchant, privateKey: createPrivateKey(read('platform.key')), serial: certificate.serialNumber };
}

export type WechatKeys = ReturnType<typeof wechatKeys>;

interface Overrides {
  timestamp?: number;
  serial?: string;
  apiV3Key?: string;
  eventType?: string;
  /** Other values, or undefined for none, of what stands around the encrypted text, and around that. */
  resource?: Record<string, unknown>;
  event?: Record<string, unknown>;
}

export interface Message {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A signed and encrypted API v3 notification about `resource`, which is encrypted as it is where it is text. */
export function notificationV3(keys: WechatKeys, resource: unknown, overrides: Overrides = {}): Message {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', overrides.apiV3Key ?? keys.merchant.apiV3Key, nonce);
  cipher.setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([
    cipher.update(typeof resource === 'string' ? resource : JSON.stringify(resource)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const body = JSON.stringify({
    id: `EV-${randomBytes(8).toString('hex')}`,
    create_time: '2026-11-24T12:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: overrides.eventType ?? 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'transaction',
      nonce,
      ...overrides.resource,
    },
    ...overrides.event,
  });
  const timestamp = String(overrides.timestamp ?? Math.floor(Date.now() / 1000));
  const signature = createSign('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n${body}\n`)
    .sign(keys.privateKey, 'base64');
  return {
    path: '/trade/notify/v3',
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': overrides.serial ?? keys.serial,
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
    body,
  };
}

/**
 * A signed API v2 notification with these fields; empty ones are not part of what is signed.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011985891
 */
export function notificationV2(
  keys: WechatKeys,
  fields: Record<string, string>,
  signType: 'MD5' | 'HMAC-SHA256' = 'HMAC-SHA256',
): Message {
  const names = Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .sort();
  const text = `${names.map((name) => `${name}=${fields[name]}`).join('&')}&key=${keys.merchant.apiKey}`;
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', keys.merchant.apiKey);
  const sign = hash.update(text).digest('hex').toUpperCase();
  const elements = Object.entries({ ...fields, sign }).map(
    ([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return {
    path: '/trade/notify/v2/paid',
    headers: { 'content-type': 'text/xml' },
    body: `<xml>${elements.join('')}</xml>`,
  };
}
