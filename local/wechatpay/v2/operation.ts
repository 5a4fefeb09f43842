import type { Readable } from 'node:stream';
import type { Gateway } from '../gateway';
import type { Merchant, SubMerchant } from '../keys/merchants';
import type { Fields } from '../protocol/fields';
import type { BillError, ErrCode } from './errors';
import type { SignType } from './sign';
import type { XmlField } from './xml';

/** A request whose signature and fields are right. */
export interface Request {
  fields: Map<string, string>;
  /** Bound to the merchant; empty where the page asks for none. */
  appid: string;
  merchant: Merchant;
  /** Where the merchant is a service provider and sells for another. */
  subMerchant?: SubMerchant;
  /** In whose number space `out_trade_no` lies. */
  seller: string;
  signType: SignType;
}

export type ResultFields = [string, string | number][];

export type Result =
  /** `list` is written last, and only where nothing is signed. */
  | { ok: true; fields: ResultFields; list?: XmlField }
  /** A file instead of XML; `about` says in the log what it is. */
  | { ok: true; file: Readable; headers: Record<string, string>; about: string }
  /** A refusal at the business level: signed, with `err_code`. */
  | { ok: false; errCode: string; errCodeDes: string }
  /** A refusal at the communication level: unsigned; of bills with an `error_code`. */
  | { ok: false; returnMsg: string; errorCode?: string };

/** One path of API v2. */
export interface Operation {
  path: string;
  title: string;
  /** The page this follows. */
  source: string;
  /** Besides those of the envelope (appid, mch_id, sub_*, nonce_str, sign, sign_type). */
  fields: Fields;
  /** The `err_code`s its page documents; of bills, the `return_msg`s. */
  errors: readonly (ErrCode | BillError)[];
  /** A refusal that has nothing to do with what was asked, where it is not told by `err_code`. */
  refuse?(code: string): Result;
  /** How its page calls who asks; `appid` and `mch_id` unless given. An appid of `null` is not asked for. */
  identity?: { appid: string | null; mchid: string };
  /** The only ways of signing it takes; both unless given. */
  signTypes?: readonly SignType[];
  /** Answers of money handed out and of files carry no signature, even where all is well; few of them a nonce. */
  unsigned?: { nonce: boolean };
  /** Answered only to those who show the merchant's API certificate in the TLS handshake. */
  needsCertificate?: true;
  /** What its refusals tell besides. */
  refused?(errCode: string): ResultFields;
  run(gateway: Gateway, request: Request): Result;
}
