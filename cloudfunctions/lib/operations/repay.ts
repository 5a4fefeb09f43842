import type { Prepaid, Reply } from '../../../typings/api';
import type { Buyer } from './buyer';
import { findOwnOrder } from './find-own-order';
import type { Ports } from './ports';
import { refused } from './reply';
import { requestPayment } from './request-payment';

/** Pays an order that was left unpaid, under its own number: a new one could be paid twice. */
export async function repay(ports: Ports, { openid }: Buyer, outTradeNo: string): Promise<Reply<Prepaid>> {
  const order = await findOwnOrder(ports, openid, outTradeNo);
  return order ? requestPayment(ports, order) : refused('ERR_ORDER_NOT_FOUND');
}
