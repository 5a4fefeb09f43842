import type { Purchase } from './combined';
import { type Credential, credentialLifetime } from './credential';
import { isCodePay, isPaid, stateOf } from './order';

export type Unpayable = {
  code:
    | 'PAID'
    | 'CLOSED'
    | 'EXPIRED'
    | 'REVOKED'
    | 'NOT_ASKED'
    | 'COMBINED'
    | 'PREPAY_EXPIRED'
    | 'CODE_EXPIRED'
    | 'PAGE_EXPIRED'
    | 'WRONG_PAYER';
  message: string;
};

/** Why WeChat would not take money for an order now, or undefined. */
export function whyUnpayable(
  order: Purchase,
  now: number,
  /** Who wants to pay, and with which credential, where these are known. */
  { openid, credential }: { openid?: string | undefined; credential?: Credential | undefined },
): Unpayable | undefined {
  const state = stateOf(order, now);
  if (order.combinedId !== null) {
    return { code: 'COMBINED', message: '这是合单中的一笔子单，不能单独支付：请支付整个合单' };
  }
  if (isPaid(state)) return { code: 'PAID', message: '该订单已支付' };
  if (order.state === 'CLOSED') return { code: 'CLOSED', message: '该订单已关闭' };
  if (state === 'CLOSED') return { code: 'EXPIRED', message: '该订单已过期（已到 time_expire）' };
  if (state === 'REVOKED') return { code: 'REVOKED', message: '该订单已撤销' };
  if (isCodePay(order) && state !== 'USERPAYING') {
    return { code: 'NOT_ASKED', message: '这笔付款码订单没有在等用户输入密码：请商家重新扫付款码' };
  }
  if (credential && now >= order.prepaidAt + credentialLifetime[credential]) return expiries[credential];
  const payers = [order.openid, order.subOpenid].filter(Boolean);
  if (openid !== undefined && payers.length > 0 && !payers.includes(openid)) {
    return { code: 'WRONG_PAYER', message: '下单账号与支付账号不一致' };
  }
  return undefined;
}

const expiries: Record<Credential, Unpayable> = {
  prepayId: { code: 'PREPAY_EXPIRED', message: 'prepay_id 已过期（有效期 2 小时），请用原参数重新下单' },
  codeUrl: { code: 'CODE_EXPIRED', message: '二维码已过期（有效期 2 小时），请用原参数重新下单' },
  webUrl: { code: 'PAGE_EXPIRED', message: '支付请求已失效，请重新发起支付' },
};
