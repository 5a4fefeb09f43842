/**
 * The two ways in which WeChat can fail us. They are different types because only the first is final: a refusal is an
 * answer, silence is not, and after silence the money may have moved.
 */

/**
 * Refusal codes, spelled once for both protocol versions: WeChat itself writes ORDERPAID and ORDER_PAID, ORDERNOTEXIST
 * and ORDER_NOT_EXIST. A code that needs no decision of ours passes through as WeChat spelled it.
 */
export type RefusalCode =
  | 'ORDER_PAID'
  | 'ORDER_CLOSED'
  | 'ORDER_NOT_EXIST'
  | 'REFUND_NOT_EXIST'
  | 'NOT_ENOUGH'
  | 'FREQUENCY_LIMITED'
  | 'SIGN_ERROR'
  | (string & {});

/** WeChat said no, in a message we could trust. Asking again with the same content gives the same answer. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  constructor(
    readonly code: RefusalCode,
    /** HTTP status of the answer; 200 for every API v2 answer. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * WeChat said nothing we can rely on: a timeout, a 5xx, SYSTEMERROR, an unsigned or unreadable answer. Keep the state
 * and ask again later with the same number.
 */
export class GatewayUnknown extends Error {
  override readonly name = 'GatewayUnknown';
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
  }
}

/**
 * The database did not answer, or two writers met too often. Whether the last attempt was written is not known: ask
 * again, for every transaction can run twice.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The configuration lacks what this call needs. The message names it, and no secret. */
export class NotConfigured extends Error {
  override readonly name = 'NotConfigured';
}
