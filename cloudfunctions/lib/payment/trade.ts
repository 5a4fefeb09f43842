import type { Fen } from './fen';

/** The protocol an order was made with; its notifications and queries use the same one. */
export type Api = 'v2' | 'v3';

/**
 * WeChat's own words. SUCCESS and REFUND mean that the money came; NOTPAY, USERPAYING and ACCEPT that it still may;
 * CLOSED, REVOKED and PAYERROR that it did not. Anything else is kept as it came and treated as open.
 */
export type TradeState =
  | 'SUCCESS'
  | 'REFUND'
  | 'NOTPAY'
  | 'USERPAYING'
  | 'ACCEPT'
  | 'CLOSED'
  | 'REVOKED'
  | 'PAYERROR'
  | (string & {});

/** What WeChat says about one order: verified, decrypted and unwrapped, whatever envelope it came in. */
export interface Trade {
  api: Api;
  appid: string;
  mchid: string;
  subAppid?: string;
  subMchid?: string;
  outTradeNo: string;
  state: TradeState;
  transactionId?: string;
  /** The order's amount, not what the payer paid after coupons. Absent in some answers about unpaid orders. */
  total?: Fen;
  payerTotal?: Fen;
  currency?: string;
  openid?: string;
  /** Milliseconds since 1970. */
  paidAt?: number;
  /** Hex SHA-256 of the bytes this was read from, so that a record can be traced to its message. */
  digest: string;
}
