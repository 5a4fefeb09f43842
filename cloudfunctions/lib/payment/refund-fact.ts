import type { Fen } from './fen';
import type { Api } from './trade';

/** WeChat's own words of API v3; those of v2 are translated into them (REFUNDCLOSE, CHANGE). */
export type RefundState = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL' | (string & {});

/** What WeChat says about one refund: verified, decrypted and unwrapped, whatever envelope it came in. */
export interface RefundFact {
  api: Api;
  mchid: string;
  subMchid?: string;
  outTradeNo: string;
  outRefundNo: string;
  /** WeChat's number of the refund. */
  refundId: string;
  transactionId?: string;
  state: RefundState;
  amount: Fen;
  /** Milliseconds since 1970. */
  succeededAt?: number;
  /** Hex SHA-256 of the bytes this was read from. */
  digest: string;
}
