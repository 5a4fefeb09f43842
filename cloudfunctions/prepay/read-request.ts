import type { CartLine, PrepayRequest } from '../../typings/api';
import type { Refusal } from '../lib/answer-buyer';
import { isId } from '../lib/is-id';
import { refused } from '../lib/operations/reply';

/** Enough to tell that a cart is too large, and little enough to look at. */
const MAX_ITEMS = 50;

/** The request in the fields of an event, built anew from what has been checked: nothing else gets any further. */
export function readRequest({
  action,
  requestId,
  items,
  outTradeNo,
}: Record<string, unknown>): PrepayRequest | Refusal {
  switch (action) {
    case 'catalogue':
      return { action };
    case 'prepay': {
      if (!isId(requestId)) return refused('ERR_BAD_REQUEST', 'requestId 应是 1 到 64 个字母、数字或 _ . : -');
      const cart = readItems(items);
      return 'ok' in cart ? cart : { action, requestId, items: cart };
    }
    case 'repay':
      if (!isId(outTradeNo)) return refused('ERR_BAD_REQUEST', 'outTradeNo 应是订单号');
      return { action, outTradeNo };
    default:
      return refused('ERR_UNKNOWN_ACTION');
  }
}

function readItems(items: unknown): CartLine[] | Refusal {
  if (!Array.isArray(items)) return refused('ERR_BAD_REQUEST', 'items 应是数组');
  if (items.length > MAX_ITEMS) return refused('ERR_CART_TOO_LARGE');
  const cart: CartLine[] = [];
  for (const item of items) {
    const { sku, quantity } = Object(item) as Record<string, unknown>;
    if (!isId(sku)) return refused('ERR_BAD_REQUEST', 'items 的每一项应是 { sku, quantity }');
    if (typeof quantity !== 'number') return refused('ERR_BAD_QUANTITY', sku);
    cart.push({ sku, quantity });
  }
  return cart;
}
