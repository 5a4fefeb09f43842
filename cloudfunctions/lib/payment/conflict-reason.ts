/** Why a trade cannot belong to the order that bears its number. The first that applies, in this order. */
export type ConflictReason =
  /** A trade state that the specification does not name. */
  | 'unknown-state'
  /** Another protocol, merchant, buyer, currency or amount than the order was made with. */
  | 'api'
  | 'appid'
  | 'mchid'
  | 'sub-appid'
  | 'sub-mchid'
  | 'openid'
  | 'currency'
  | 'amount'
  /** Paid, WeChat says, and yet without transaction id or time. */
  | 'incomplete'
  /** This transaction has already paid another order. */
  | 'transaction-used'
  /** The order has already been paid by another transaction. */
  | 'second-payment';
