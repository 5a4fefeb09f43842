import type { Readable } from 'node:stream';
import type { Gateway } from '../gateway';
import type { Merchant, SubMerchant } from '../keys/merchants';
import type { Fields } from '../protocol/fields';
import type { Code } from './errors';
import type { WechatKey } from './signatures';

/** A request whose signature and parameters are right. */
export interface Request {
  merchant: Merchant;
  /** Where the merchant is a service provider and sells for another. */
  subMerchant?: SubMerchant;
  /** In whose number space `out_trade_no` lies. */
  seller: string;
  /** Parameters of the path, decoded. */
  path: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** The host that the client thinks it is talking to. */
  host?: string;
  /** The key of WeChat's that the request names in `Wechatpay-Serial`: sensitive fields are encrypted under it. */
  namedKey?: WechatKey;
}

export type Result =
  | { ok: true; status: 200 | 202; body: unknown }
  | { ok: true; status: 204 }
  /** A file, which nobody signs; `about` says in the log what it is. */
  | { ok: true; file: Readable; headers: Record<string, string>; about: string }
  | Refusal;

export interface Refusal {
  ok: false;
  status: number;
  code: string;
  message: string;
  /** The numeric code behind the last hyphen of `Request-ID`. */
  number: number;
  detail?: unknown;
}

/** One method and path of API v3. */
export interface Operation {
  method: 'GET' | 'POST';
  /** `{name}` stands for one segment. */
  path: string;
  title: string;
  /** The page this follows. */
  source: string;
  /** Rules of the path, query and body parameters. What is not listed is refused. */
  parameters: { path?: Fields; query?: Fields; body?: Fields };
  /** The codes its page documents. */
  errors: readonly Code[];
  /** Where its page gives a code another status than most do. */
  statuses?: Partial<Record<Code, number>>;
  /**
   * Ordinary merchant, service provider or whoever combines orders; which decides the names of mchid and appid. With
   * `either`, who names a sub_mchid is a service provider.
   */
  side: 'merchant' | 'partner' | 'combined' | 'either';
  /** Refused without `User-Agent` and `Accept`, before anything else is looked at. */
  needsUserAgent?: boolean;
  run(gateway: Gateway, request: Request): Result;
}
