import type { PaymentParams } from '../../../typings/api';
import type { PrepayOrder } from '../payment/prepay-order';
import type { Api, Trade } from '../payment/trade';

/** WeChat Pay, in one protocol version. Every method throws GatewayRefusal or GatewayUnknown, and nothing else. */
export interface Gateway {
  readonly api: Api;
  /** Makes the order at WeChat. The same number with the same content may be sent again. */
  prepay(order: PrepayOrder): Promise<{ prepayId: string }>;
  /** Signs the argument of wx.requestPayment for a prepayId from `prepay`. */
  paymentParams(prepayId: string): PaymentParams;
  /** What WeChat knows of the order; refuses with ORDER_NOT_EXIST. */
  query(outTradeNo: string): Promise<Trade>;
  /** Closes an unpaid order; refuses with ORDER_PAID, ORDER_CLOSED or ORDER_NOT_EXIST. */
  close(outTradeNo: string): Promise<void>;
}
