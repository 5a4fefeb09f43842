import type { KeyObject } from 'node:crypto';
import type { Merchant } from '../payment/merchant';
import type { Api } from '../payment/trade';

/** Everything the protocol needs to know, checked and with its keys parsed. Made once per process. */
export interface WechatpayConfiguration {
  /** The protocol version of new orders. */
  api: Api;
  merchant: Merchant;
  /** Scheme and host of WeChat Pay, without a slash at the end. */
  baseUrl: string;
  /** The same, of the APIs that ask for a client certificate. */
  tlsBaseUrl: string;
  /** The address under which WeChat reaches the function `trade`, without a slash at the end. */
  notifyUrl: string;
  /** PEM certificates trusted for TLS instead of Node's own list, which they then include. */
  trustedAuthorities?: string;
  /** What API v2 wants to see before it gives money back; orders and queries need none. */
  merchantCertificate?: MerchantCertificate;
  v2?: V2Credentials;
  v3?: V3Credentials;
}

/** The merchant's API certificate with its private key, as Node's TLS takes it. */
export type MerchantCertificate = { cert: string; key: string } | { pfx: Buffer; passphrase: string };

export interface V2Credentials {
  apiKey: string;
  signType: V2SignType;
}

export type V2SignType = 'MD5' | 'HMAC-SHA256';

export interface V3Credentials {
  /** AES-256 key that notifications are encrypted with. */
  apiV3Key: KeyObject;
  /** Serial number of the merchant API certificate, whose private key follows. */
  merchantSerial: string;
  privateKey: KeyObject;
  verificationKeys: VerificationKeys;
  /** Asks WeChat to sign its answers with this public key rather than a platform certificate. */
  publicKeyId?: string;
}

/**
 * WeChat's keys by what `Wechatpay-Serial` calls them, in upper case: the serial number of a platform certificate, or
 * `PUB_KEY_ID_…` of the WeChat Pay public key. Several live at once: while a merchant moves from one to the other, WeChat
 * signs some messages with the old key and some with the new one.
 */
export type VerificationKeys = ReadonlyMap<string, KeyObject>;
