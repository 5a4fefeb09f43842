import type { Prepaid, Reply } from '../../../typings/api';
import type { Priced } from '../payment/price-cart';
import type { Buyer } from './buyer';
import { createOrder, type Purchase } from './create-order';
import type { Ports } from './ports';
import { refused } from './reply';
import { requestPayment } from './request-payment';

/**
 * Buys a cart: one order, made at WeChat, and the signed argument of wx.requestPayment. After a failure or silence the
 * order is kept, and the same request goes on where it stopped.
 */
export async function prepay(
  ports: Ports,
  catalogue: readonly Priced[],
  buyer: Buyer,
  purchase: Purchase,
): Promise<Reply<Prepaid>> {
  const created = await createOrder(ports, catalogue, buyer, purchase);
  switch (created.kind) {
    case 'order':
      return requestPayment(ports, created.order);
    case 'request-id-reused':
      return refused('ERR_REQUEST_ID_REUSED');
    case 'empty':
      return refused('ERR_BAD_REQUEST', '购物车是空的');
    case 'repeated-goods':
      return refused('ERR_BAD_REQUEST', `同一种商品请合成一行（${created.sku}）`);
    case 'unknown-goods':
      return refused('ERR_UNKNOWN_GOODS', created.sku);
    case 'bad-quantity':
      return refused('ERR_BAD_QUANTITY', created.sku);
    case 'too-many-lines':
    case 'total-too-large':
      return refused('ERR_CART_TOO_LARGE');
  }
}
