import type { Gateway } from '../gateway';
import { isCombined } from '../trade/combined';
import { findPurchase } from '../trade/find-purchase';
import { isCodePay } from '../trade/order';
import { payOrder } from '../trade/pay-order';
import { whyUnpayable } from '../trade/payable';
import { badRequest, type Control, refused, unknownKey } from './control';
import { type FoundPurchase, notFound, purchaseNumbered } from './find-order';

const keys = ['outTradeNo', 'prepayId', 'codeUrl', 'webUrl', 'openid', 'outcome', 'notification', 'mchid'] as const;
type Key = (typeof keys)[number];

/**
 * Is the buyer: pays an order or a whole combined one, gives up, or fails. Of code pay, where the buyer is being asked
 * for the password, giving up and failing are told to the shop by its query. `notification: 'lose'` loses every
 * notification about it.
 */
export const pay: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, keys);
  if (unknown) return unknown;
  for (const key of keys) {
    if (body[key] !== undefined && typeof body[key] !== 'string') return badRequest(`${key} 应为字符串`);
  }
  const asked = body as Partial<Record<Key, string>>;
  const { outcome = 'success', notification, openid } = asked;
  if (!['success', 'cancel', 'fail'].includes(outcome)) return badRequest('outcome 应为 success、cancel 或 fail');
  if (notification !== undefined && notification !== 'lose') return badRequest('notification 只能是 lose');

  const found = findAsked(gateway, asked);
  if ('refusal' in found) return found.refusal;
  const { purchase } = found;
  const credential = credentials.find((name) => asked[name] !== undefined);
  const unpayable = whyUnpayable(purchase, gateway.clock.now(), { openid, credential });
  if (unpayable) return refused(409, unpayable.code, unpayable.message);
  const { outTradeNo, total } = purchase;
  if (outcome === 'success') {
    const transactionIds = payOrder(gateway, purchase, { openid, silent: notification === 'lose' });
    const numbers = isCombined(purchase) ? { transactionIds } : { transactionId: transactionIds[0] };
    return { body: { paid: true, outcome, outTradeNo, total, ...numbers } };
  }
  if (!isCombined(purchase) && isCodePay(purchase)) {
    gateway.world.orders.mark(purchase.id, outcome === 'cancel' ? 'NOTPAY' : 'PAYERROR');
  }
  return { body: { paid: false, outcome, outTradeNo, total } };
};

const credentials = ['prepayId', 'codeUrl', 'webUrl'] as const;
const called = { prepayId: ' prepay_id ', codeUrl: '二维码', webUrl: '支付页' } as const;

function findAsked({ world }: Gateway, asked: Partial<Record<Key, string>>): FoundPurchase {
  const [name, another] = (['outTradeNo', ...credentials] as const).filter((key) => asked[key] !== undefined);
  if (name === undefined || another) return { refusal: badRequest('outTradeNo、prepayId、codeUrl、webUrl 四选一') };
  const value = asked[name] as string;
  if (name === 'outTradeNo') return purchaseNumbered(world, value, asked.mchid);
  const purchase = findPurchase(world, name, value);
  return purchase ? { purchase } : notFound(`${called[name]}为 ${value} `);
}
