import type { RefundFact } from './refund-fact';
import type { Trade } from './trade';

/** What could be made of a notification's bytes. Only `trade` says anything about money. */
export type Notification =
  /** Genuine and about a payment; `id` is WeChat's event id, or the digest of the message where it has none. */
  | { kind: 'trade'; id: string; trade: Trade }
  /** Genuine and about a refund (API v3). */
  | { kind: 'refund'; id: string; refund: RefundFact }
  /**
   * Readable with our key and yet not signed (API v2 signs no refund notification), so no more than a hint: ask WeChat
   * about this refund.
   */
  | { kind: 'refund-hint'; id: string; outTradeNo: string; outRefundNo: string }
  /** Genuine, but of a type we do not act on. */
  | { kind: 'unhandled'; id: string; type: string }
  /** Not proved to come from WeChat: no signature, a wrong one, a stale one, an unknown key. */
  | { kind: 'untrusted'; reason: string }
  /** Signed by WeChat and still not to be decrypted: our APIv3 key is wrong. */
  | { kind: 'undecipherable'; reason: string }
  /** Signed by WeChat, and not of the documented shape. */
  | { kind: 'malformed'; reason: string };

export interface NotificationRequest {
  /** Lower-case names. A header that came twice is an array, and is refused where it decides anything. */
  headers: Record<string, string | string[] | undefined>;
  /** The bytes as they came: a body that was parsed and written again can no longer be verified. */
  body: Buffer;
  nowSeconds: number;
}
