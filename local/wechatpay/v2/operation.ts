import type { Gateway } from '../gateway';
import type { Merchant, SubMerchant } from '../keys/merchants';
import type { Fields } from '../protocol/fields';
import type { SignType } from './sign';

/** A request whose signature and fields are right. */
export interface Request {
  fields: Map<string, string>;
  merchant: Merchant;
  /** Where the merchant is a service provider and sells for another. */
  subMerchant?: SubMerchant;
  /** In whose number space `out_trade_no` lies. */
  seller: string;
  signType: SignType;
}

export type ResultFields = [string, string | number][];

export type Result =
  | { ok: true; fields: ResultFields }
  /** A refusal at the business level: signed, with `err_code`. */
  | { ok: false; errCode: string; errCodeDes: string }
  /** A refusal at the communication level: unsigned. */
  | { ok: false; returnMsg: string };

/** One path of API v2. */
export interface Operation {
  path: string;
  title: string;
  /** The page this follows. */
  source: string;
  /** Besides those of the envelope (appid, mch_id, sub_*, nonce_str, sign, sign_type). */
  fields: Fields;
  errors: readonly string[];
  /** Answered only to those who show the merchant's API certificate in the TLS handshake. */
  needsCertificate?: true;
  run(gateway: Gateway, request: Request): Result;
}
