/** Why what WeChat says about a refund does not fit our records. The first that applies, in this order. */
export type RefundConflictReason =
  /** A state that the specification does not name. */
  | 'refund-unknown-state'
  /** Another order, protocol, merchant, payment or amount than the refund was asked for with. */
  | 'refund-order'
  | 'refund-api'
  | 'refund-mchid'
  | 'refund-sub-mchid'
  | 'refund-transaction'
  | 'refund-amount'
  /** It was never sent to WeChat. */
  | 'refund-not-sent'
  /** It has ended the other way. */
  | 'refund-ended'
  /** Made elsewhere, of an order that is not paid as far as we know. */
  | 'refund-unpaid-order'
  /** Made elsewhere, and more than the order has left. */
  | 'refund-too-much'
  /** Made elsewhere, and WeChat could not bring the money back. */
  | 'refund-abnormal'
  | 'refund-unknown-order';
