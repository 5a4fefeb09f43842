import { checkPaySign, type PaymentParameters } from '../explain/pay-sign';
import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { Purchase } from '../trade/combined';
import { findPurchase } from '../trade/find-purchase';
import { whyUnpayable } from '../trade/payable';
import type { Control, ControlAnswer } from './control';

const names = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;

/**
 * What WeChat's client does when a mini program calls wx.requestPayment: it asks whether the payment parameters are
 * genuine and the order can be paid, and shows the cashier, or an error. Nothing is paid here. Always answers 200:
 * a refusal is what the phone would show, not a misuse of this control.
 */
export const cashier: Control = (gateway, { body }) => {
  const { checked, outTradeNo, signed, expected, received, mistake } = check(gateway, body);
  const now = gateway.clock.realNow();
  gateway.world.exchanges.add({
    at: new Date(now).toISOString(),
    virtualAt: new Date(gateway.clock.now()).toISOString(),
    direction: 'request',
    method: 'POST',
    path: '/_control/cashier',
    title: '收银台验签',
    ...(outTradeNo !== undefined && { outTradeNo }),
    request: { headers: {}, body: JSON.stringify(body) },
    answer: { status: 200, headers: {}, body: JSON.stringify(checked) },
    verdict: {
      ok: checked.ok,
      ...(!checked.ok && { reason: checked.reason }),
      ...(mistake !== undefined && { mistake }),
      ...(expected !== undefined && { expected }),
      ...(received !== undefined && { received }),
    },
    ...(signed !== undefined && { signed }),
    durationMs: gateway.clock.realNow() - now,
  });
  return { body: checked } satisfies ControlAnswer;
};

type Checked =
  | {
      ok: true;
      outTradeNo: string;
      prepayId: string;
      total: number;
      description: string;
      merchantName: string;
      openid: string | null;
    }
  /** `errMsg` is what wx.requestPayment fails with; `reason` is for the developer. */
  | { ok: false; errMsg: string; reason: string; mistake?: string };

interface Check {
  checked: Checked;
  outTradeNo?: string;
  signed?: string;
  expected?: string;
  received?: string;
  mistake?: string;
}

function check(gateway: Gateway, body: Record<string, unknown>): Check {
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string' && value !== '') continue;
    const errMsg = value === undefined || value === '' ? missing(name) : notString(name, value);
    return failure(errMsg, `wx.requestPayment 的 ${name} 应为非空字符串`);
  }
  const parameters = body as unknown as PaymentParameters;
  const prepayId = /^prepay_id=(.+)$/.exec(parameters.package)?.[1];
  if (prepayId === undefined) {
    return {
      ...failure(missing('package'), 'package 应为 prepay_id= 加上下单得到的 prepay_id'),
      mistake: 'prepay-id-prefix-missing',
    };
  }
  const order = findPurchase(gateway.world, 'prepayId', prepayId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant) return failure(missing('total_fee'), `微信支付没有 prepay_id 为 ${prepayId} 的订单`);
  return { outTradeNo: order.outTradeNo, ...checkOrder(gateway, parameters, order, merchant) };
}

function checkOrder(gateway: Gateway, parameters: PaymentParameters, order: Purchase, merchant: Merchant): Check {
  const appid = order.subAppid ?? order.appid;
  if (parameters.appId !== appid) {
    return failure(missing('appId'), `下单用的 appid 是 ${appid}，发起支付的小程序是 ${parameters.appId}`);
  }
  if (parameters.signType !== order.signType) {
    const reason = `下单用的签名方式是 ${order.signType}，发起支付用的是 ${parameters.signType}，两者应当一致`;
    return { ...failure(signatureFailed, reason), mistake: 'sign-type-differs' };
  }
  const sign = checkPaySign(parameters, order, merchant, gateway.keys.merchants.all());
  if (!sign.ok) {
    const { reason, ...explanation } = sign.explanation;
    return { ...failure(signatureFailed, reason, explanation.mistake), ...explanation, signed: sign.signed };
  }
  const unpayable = whyUnpayable(order, gateway.clock.now(), { credential: 'prepayId' });
  if (unpayable) return { ...failure(unpayable.message, unpayable.message), signed: sign.signed };
  const checked: Checked = {
    ok: true,
    outTradeNo: order.outTradeNo,
    prepayId: order.prepayId as string,
    total: order.total,
    description: order.description,
    merchantName: gateway.keys.merchants.nameOf(order.subMchid ?? order.mchid),
    openid: order.subOpenid ?? order.openid,
  };
  return { checked, signed: sign.signed };
}

const signatureFailed = '支付验证签名失败';
const missing = (name: string) => `调用支付JSAPI缺少参数：${name}`;
const notString = (name: string, value: unknown) =>
  `parameter error: parameter.${name} should be String instead of ${typeName(value)};`;

function typeName(value: unknown): string {
  return value === null ? 'Null' : (Object.prototype.toString.call(value).slice(8, -1) as string);
}

function failure(errMsg: string, reason: string, mistake?: string): Check {
  return {
    checked: { ok: false, errMsg: `requestPayment:fail ${errMsg}`, reason, ...(mistake !== undefined && { mistake }) },
  };
}
