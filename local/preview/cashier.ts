/** What the page and the preview's server say to each other when a buyer is to pay. */

/** The argument of `wx.requestPayment`. */
export interface PaymentParameters {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

/** What WeChat thinks of the parameters: a sheet to pay at, or why there is none. */
export type CashierVerdict =
  | {
      ok: true;
      prepayId: string;
      merchantName: string;
      description: string;
      /** Fen. */
      total: number;
    }
  | {
      ok: false;
      /** What `wx.requestPayment` fails with: `requestPayment:fail …`. */
      errMsg: string;
      /** Why, for a developer, in Chinese. */
      reason: string;
    };

export interface Payment {
  prepayId: string;
  openid: string;
  outcome: 'success' | 'cancel' | 'fail';
  /** Pay, but let no notification arrive. */
  notification?: 'lose';
}

/** Nothing is paid where there is an `error`: the order was paid, closed or expired meanwhile, or is not this buyer's. */
export interface PaymentAnswer {
  error?: { message: string };
}
