import type { PaymentParams } from '../../../typings/api';
import type { BillDownload } from '../payment/bill';
import type { PrepayOrder } from '../payment/prepay-order';
import type { RefundFact } from '../payment/refund-fact';
import type { RefundOrder } from '../payment/refund-order';
import type { Api, Trade } from '../payment/trade';
import type { WechatpayConfiguration } from './configuration';

/** The port that the operations declare; written out here because the protocol does not know who calls it. */
export interface Gateway {
  readonly api: Api;
  prepay(order: PrepayOrder): Promise<{ prepayId: string }>;
  paymentParams(prepayId: string): PaymentParams;
  query(outTradeNo: string): Promise<Trade>;
  close(outTradeNo: string): Promise<void>;
  refund(order: RefundOrder): Promise<RefundFact>;
  queryRefund(outRefundNo: string): Promise<RefundFact>;
  downloadBill(date: string): Promise<BillDownload>;
}

/** What a call depends on and no rule may take from the air. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** At most 32 letters and digits that nobody can guess. */
  nonce: () => string;
  /** How long WeChat may take for an answer; 10 seconds unless given. */
  timeoutMs?: number;
  /** Hears by how many seconds our clock was ahead of WeChat's when an answer came. */
  noteClockSkew?: (seconds: number) => void;
}

/** One protocol version with its keys, ready to call. */
export interface Client<Credentials> {
  configuration: WechatpayConfiguration;
  credentials: Credentials;
  surroundings: Surroundings;
}
