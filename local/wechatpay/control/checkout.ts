import type { PaymentCheck, PaymentContext } from '../explain/payment';
import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { Purchase } from '../trade/combined';
import { whyUnpayable } from '../trade/payable';

/** What WeChat's client would show: the cashier, or an error. */
export type Checked =
  | {
      ok: true;
      outTradeNo: string;
      prepayId: string;
      total: number;
      description: string;
      merchantName: string;
      openid: string | null;
    }
  /** `errMsg` is what the caller is told; `reason` is for the developer. */
  | { ok: false; errMsg: string; reason: string; mistake?: string };

/** The same, with what the log shows of it. */
export interface Checkout {
  checked: Checked;
  outTradeNo?: string;
  signed?: string;
  expected?: string;
  received?: string;
  mistake?: string;
}

export type Failure = (errMsg: string, reason: string, mistake?: string) => Checkout;

/** The end of checking: whether the signature is right and the order can be paid. */
export function checkout({ clock, keys }: Gateway, order: Purchase, sign: PaymentCheck, failure: Failure): Checkout {
  const { signed } = sign;
  const { outTradeNo, total, description } = order;
  if (!sign.ok) {
    const { reason, ...explanation } = sign.explanation;
    return { ...failure('支付验证签名失败', reason, explanation.mistake), ...explanation, signed, outTradeNo };
  }
  const unpayable = whyUnpayable(order, clock.now(), { credential: 'prepayId' });
  if (unpayable) return { ...failure(unpayable.message, unpayable.message), signed, outTradeNo };
  const checked: Checked = {
    ok: true,
    outTradeNo,
    prepayId: order.prepayId as string,
    total,
    description,
    merchantName: keys.merchants.nameOf(order.subMchid ?? order.mchid),
    openid: order.subOpenid ?? order.openid,
  };
  return { checked, signed, outTradeNo };
}

/** So many of the newest orders are looked through for one that was signed instead. */
const lookedThrough = 100;

/** What an explanation of a payment's signature may draw on. */
export function paymentContext({ keys, world }: Gateway, merchant: Merchant, { prepayId }: Purchase): PaymentContext {
  const others = world.orders.latest(lookedThrough).flatMap((order) => order.prepayId ?? []);
  const otherPrepayIds = others.filter((each) => each !== prepayId);
  return { merchant, merchants: keys.merchants.all(), otherPrepayIds };
}
