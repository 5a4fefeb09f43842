// WeChat's side of the protocol, for tests: made of node-forge and wechatpay-axios-plugin, so that no line of the product
// proves itself. The keys are published test keys.
import { createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto';
import { Hash } from 'wechatpay-axios-plugin';
import type { V2Credentials, V2SignType, V3Credentials } from '../../cloudfunctions/lib/wechatpay/configuration';
import { keys } from '../fixtures/wechatpay/v3.json';
import { forge, type PrivateKey } from './forge';
import type { RecordedRequest } from './scripted-server';

export const APPID = 'wx2421b1c4370ec43b';
export const MCHID = '1900007291';
export const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';
export const OUT_TRADE_NO = '20260820ABCDEFGHJKLMNPQRSTUV';
export const OUT_REFUND_NO = 'R20260821ABCDEFGHJKLMNPQRSTUVWXYZ234567890';
export const REFUND_ID = '50300806962026082112345678901';
export const TRANSACTION_ID = '4200001234567890123456789012';
export const API_KEY = 'Zq3wR8tY1uI5oP7aS9dF2gH4jK6lXcVb';
export const API_V3_KEY = 'Mn2bV4cX6zL8kJ0hG1fD3sA5qW7eR9tY';
/** 2026-08-20T12:00:00+08:00. */
export const NOW_SECONDS = 1787198400;
export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000072912026082000389700000000';
export const PLATFORM_SERIAL = keys.goTest.serial;

export const merchantKey = forge.pki.privateKeyFromPem(keys.merchant.privateKey);
export const merchantPublicKey = forge.pki.setRsaPublicKey(merchantKey.n, merchantKey.e);
/** Signs as the platform certificate does. */
export const platformKey = forge.pki.privateKeyFromPem(keys.goTest.privateKey);
/** Signs as the WeChat Pay public key's private half does. */
export const publicKeyModeKey = forge.pki.privateKeyFromPem(keys.yansongdaTest.privateKey);

export const v2Credentials = (signType: V2SignType): V2Credentials => ({ apiKey: API_KEY, signType });

export const v3Credentials: V3Credentials = {
  apiV3Key: createSecretKey(Buffer.from(API_V3_KEY)),
  merchantSerial: keys.merchant.serial,
  privateKey: createPrivateKey(keys.merchant.privateKey),
  verificationKeys: new Map([
    [PLATFORM_SERIAL, createPublicKey(keys.goTest.certificate)],
    [PUBLIC_KEY_ID, createPublicKey(keys.yansongdaTest.certificate)],
  ]),
  publicKeyId: PUBLIC_KEY_ID,
};

type Values = Record<string, string>;

/** The sign of v2 fields. */
export function v2Sign(fields: Values, signType: V2SignType, apiKey = API_KEY): string {
  const { sign: _, ...rest } = fields;
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return Hash.sign(signType, filled, apiKey) as string;
}

/** The fields and their sign as WeChat writes them: text in CDATA. */
export function v2Message(fields: Values, signType: V2SignType = 'HMAC-SHA256', apiKey = API_KEY): Buffer {
  return v2Xml({ ...fields, sign: fields.sign ?? v2Sign(fields, signType, apiKey) });
}

export function v2Xml(fields: Values): Buffer {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return Buffer.from(`<xml>\n${elements.join('\n')}\n</xml>`);
}

/** AES-256-ECB under 32 bytes, base64. */
export function ecb(plain: string, key: string): string {
  const cipher = forge.cipher.createCipher('AES-ECB', key);
  cipher.start({});
  cipher.update(forge.util.createBuffer(forge.util.encodeUtf8(plain)));
  cipher.finish();
  return forge.util.encode64(cipher.output.getBytes());
}

/** What `req_info` holds, encrypted as WeChat does. */
export function v2ReqInfo(fields: Values, apiKey = API_KEY): string {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return v2Encrypted(`<root>\n${elements.join('\n')}\n</root>`, apiKey);
}

export function v2Encrypted(plain: string, apiKey = API_KEY): string {
  return ecb(plain, forge.md.md5.create().update(apiKey).digest().toHex());
}

export const v2PaidFields: Values = {
  appid: APPID,
  bank_type: 'CMC',
  cash_fee: '90',
  coupon_fee: '10',
  fee_type: 'CNY',
  is_subscribe: 'N',
  mch_id: MCHID,
  nonce_str: '5d2b6c2a8db53831f7eda20af46e531c',
  openid: OPENID,
  out_trade_no: OUT_TRADE_NO,
  result_code: 'SUCCESS',
  return_code: 'SUCCESS',
  time_end: '20260820115930',
  total_fee: '100',
  trade_type: 'JSAPI',
  transaction_id: TRANSACTION_ID,
};

export interface Signing {
  key?: PrivateKey;
  serial?: string;
  timestamp?: string;
  nonce?: string;
}

/** The headers WeChat would send with this body. */
export function v3Headers(body: string | Buffer, signing: Signing = {}): Values {
  const {
    key = platformKey,
    serial = PLATFORM_SERIAL,
    timestamp = String(NOW_SECONDS),
    nonce = 'c5ac7061fccab6bf',
  } = signing;
  const message = `${forge.util.encodeUtf8(`${timestamp}\n${nonce}\n`)}${Buffer.from(body).toString('latin1')}\n`;
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': rsaSign(message, key),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** RSA PKCS#1 v1.5 with SHA-256 over bytes, base64. */
export function rsaSign(bytes: string, key: PrivateKey): string {
  return forge.util.encode64(key.sign(forge.md.sha256.create().update(bytes, 'raw')));
}

/** Whether the request carries an Authorization that holds for exactly what was received. */
export function isAuthorized({ method, path, headers, body }: RecordedRequest): boolean {
  const fields = Object.fromEntries(
    [...(headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const message = forge.util.encodeUtf8(`${method}\n${path}\n${fields.timestamp}\n${fields.nonce_str}\n${body}\n`);
  const digest = forge.md.sha256.create().update(message, 'raw').digest().getBytes();
  return merchantPublicKey.verify(digest, forge.util.decode64(fields.signature ?? ''));
}

export interface Encryption {
  key?: string;
  nonce?: string;
  associatedData?: string;
}

/** The `resource` of a notification. */
export function v3Resource(plain: string, encryption: Encryption = {}) {
  const { key = API_V3_KEY, nonce = 'fdasflkja484', associatedData = 'transaction' } = encryption;
  const cipher = forge.cipher.createCipher('AES-GCM', key);
  cipher.start({ iv: nonce, additionalData: forge.util.encodeUtf8(associatedData), tagLength: 128 });
  cipher.update(forge.util.createBuffer(forge.util.encodeUtf8(plain)));
  cipher.finish();
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: forge.util.encode64(cipher.output.data + cipher.mode.tag.data),
    associated_data: associatedData,
    nonce,
  };
}

export const v3Transaction = {
  appid: APPID,
  mchid: MCHID,
  out_trade_no: OUT_TRADE_NO,
  transaction_id: TRANSACTION_ID,
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'CMC',
  success_time: '2026-08-20T11:59:30+08:00',
  payer: { openid: OPENID },
  amount: { total: 100, payer_total: 90, currency: 'CNY', payer_currency: 'CNY' },
};

/** The body of a refund notification. */
export function v3RefundEvent(content: unknown = v3RefundedContent, type = 'REFUND.SUCCESS'): string {
  const resource = { ...v3Resource(JSON.stringify(content), { associatedData: 'refund' }), original_type: 'refund' };
  return v3Event(undefined, { event_type: type, summary: '退款成功', resource });
}

/** The body of a payment notification. */
export function v3Event(transaction: unknown = v3Transaction, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: '7f8fcdb2-573a-547a-901e-4c34f9761293',
    create_time: '2026-08-20T11:59:31+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: v3Resource(JSON.stringify(transaction)),
    ...changes,
  });
}

export const v2RefundedFields: Values = {
  out_refund_no: OUT_REFUND_NO,
  out_trade_no: OUT_TRADE_NO,
  refund_account: 'REFUND_SOURCE_UNSETTLED_FUNDS',
  refund_fee: '40',
  refund_id: REFUND_ID,
  refund_recv_accout: '支付用户零钱',
  refund_request_source: 'API',
  refund_status: 'SUCCESS',
  settlement_refund_fee: '40',
  settlement_total_fee: '100',
  success_time: '2026-08-21 12:00:00',
  total_fee: '100',
  transaction_id: TRANSACTION_ID,
};

/** A refund, as the answer to a request for it or a query tells it. */
export const v3Refund = {
  refund_id: REFUND_ID,
  out_refund_no: OUT_REFUND_NO,
  transaction_id: TRANSACTION_ID,
  out_trade_no: OUT_TRADE_NO,
  channel: 'ORIGINAL',
  user_received_account: '支付用户零钱',
  create_time: '2026-08-21T11:59:00+08:00',
  status: 'PROCESSING',
  funds_account: 'UNSETTLED',
  amount: {
    total: 100,
    refund: 40,
    from: [],
    payer_total: 90,
    payer_refund: 36,
    settlement_refund: 36,
    settlement_total: 90,
    discount_refund: 4,
    currency: 'CNY',
  },
};

/** The same, as a notification tells it. */
export const v3RefundedContent = {
  mchid: MCHID,
  transaction_id: TRANSACTION_ID,
  out_trade_no: OUT_TRADE_NO,
  refund_id: REFUND_ID,
  out_refund_no: OUT_REFUND_NO,
  refund_status: 'SUCCESS',
  success_time: '2026-08-21T12:00:00+08:00',
  user_received_account: '支付用户零钱',
  amount: { total: 100, refund: 40, payer_total: 90, payer_refund: 36 },
};
