/** The two ways in which 发货信息管理 names a payment. */
export type PaymentKey = { transactionId: string } | { mchid: string; outTradeNo: string };

/** What WeChat's order centre has to know of a payment. */
export interface Payment {
  transactionId: string;
  /** The payer, by each appid that he is known under. */
  payers: readonly string[];
  /** False once all of it has been given back. */
  shippable: boolean;
}

/** Undefined for an order that nobody paid. */
export type FindPayment = (key: PaymentKey) => Payment | undefined;
