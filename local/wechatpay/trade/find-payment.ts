import type { Gateway } from '../gateway';
import { refundable } from './ask-refund';
import { isPaid } from './order';

/** What others at WeChat know of a payment. */
export interface Payment {
  transactionId: string;
  /** The payer under each appid of the order. */
  payers: string[];
  /** False once all of it has been given back. */
  shippable: boolean;
}

export function findPayment(
  gateway: Pick<Gateway, 'clock' | 'world'>,
  key: { transactionId: string } | { mchid: string; outTradeNo: string },
): Payment | undefined {
  const { orders } = gateway.world;
  const order =
    'transactionId' in key ? orders.byTransactionId(key.transactionId) : orders.byNumber(key.mchid, key.outTradeNo);
  if (!order || !isPaid(order.state)) return undefined;
  return {
    transactionId: order.transactionId as string,
    payers: [order.openid, order.subOpenid].filter((openid) => openid !== null),
    shippable: refundable(gateway, order) > 0,
  };
}
