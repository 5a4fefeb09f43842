import { checkApp } from './check-app';
import { checkMiniProgram } from './check-mini-program';
import type { Control, ControlAnswer } from './control';

/**
 * What WeChat's client does when a mini program calls wx.requestPayment, or when an app hands it a PayReq (under the
 * names that are signed: appid, partnerid, prepayid, …): it asks whether the payment parameters are genuine and the
 * order can be paid, and shows the cashier, or an error. Nothing is paid here. Always answers 200: a refusal is what
 * the phone would show, not a misuse of this control.
 */
export const cashier: Control = (gateway, { body }) => {
  const check = 'prepayid' in body || 'partnerid' in body ? checkApp : checkMiniProgram;
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
