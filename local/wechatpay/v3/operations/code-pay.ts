import type { Gateway } from '../../gateway';
import { type PaidByCode, payByCode } from '../../trade/pay-by-code';
import { paycodePattern } from '../../trade/paycode';
import { onEveryPage, refusal } from '../errors';
import { expiry } from '../expiry';
import type { Operation, Refusal, Request, Result } from '../operation';
import { codeOrderFields } from '../order-fields';
import { sellerOf } from '../seller';
import { transactionOf } from '../transaction';

/** 付款码支付: charges the buyer whose code the shop has scanned. 202 says that the buyer is being asked for the password. */
export const codePay: Operation = {
  method: 'POST',
  path: '/v3/pay/transactions/codepay',
  title: '付款码支付',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/code-payment-v3/direct/code-pay.html',
  side: 'merchant',
  parameters: { body: codeOrderFields('merchant') },
  errors: [
    ...onEveryPage,
    'INVALID_REQUEST',
    'APPID_MCHID_NOT_MATCH',
    'AUTH_CODE_INVALID',
    'MCH_NOT_EXISTS',
    'ORDERPAID',
    'ORDER_CLOSED',
    'NO_AUTH',
    'NOT_ENOUGH',
    'OUT_TRADE_NO_USED',
    'ACCOUNT_ERROR',
    'RULE_LIMIT',
    'TRADE_ERROR',
    'BANK_ERROR',
  ],
  run: charge,
};

export const partnerCodePay: Operation = {
  ...codePay,
  path: '/v3/pay/partner/transactions/codepay',
  title: '服务商 付款码支付',
  source: 'https://pay.weixin.qq.com/docs/partner/apis/partner-code-payment-v3/partner/partner-code-pay.html',
  side: 'partner',
  parameters: { body: codeOrderFields('partner') },
};

interface CodeOrderBody {
  description: string;
  out_trade_no: string;
  attach?: string;
  amount: { total: number };
  payer: { auth_code: string };
  scene_info: { store_info: { id?: string; out_id?: string } };
}

function charge(gateway: Gateway, request: Request): Result {
  const body = request.body as unknown as CodeOrderBody;
  const { id, out_id: outId } = body.scene_info.store_info;
  if (!id && !outId) return refusal('PARAM_ERROR', { message: 'store_info的id和out_id至少填一个' });
  const code = body.payer.auth_code;
  if (!paycodePattern.test(code)) {
    const message = '请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)';
    return refusal('AUTH_CODE_INVALID', { message });
  }
  const now = gateway.clock.now();
  // An order that is tried again comes with another code.
  const { payer: _, ...parameters } = request.body;
  const draft = {
    ...sellerOf(request),
    outTradeNo: body.out_trade_no,
    tradeType: 'MICROPAY',
    description: body.description,
    total: body.amount.total,
    attach: body.attach ?? null,
    expiresAt: expiry(undefined, now) as number,
    parameters,
  };
  const paid = payByCode(gateway, draft, { kind: 'scan', code });
  if (!('order' in paid)) return refusalOf(paid);
  const transaction = transactionOf(paid.order, now, gateway.faults);
  return { ok: true, status: paid.kind === 'paid' ? 200 : 202, body: transaction };
}

function refusalOf(paid: Exclude<PaidByCode, { order: unknown }>): Refusal {
  const codeInvalid = (message: string) => refusal('AUTH_CODE_INVALID', { message });
  const failed = (message: string) => refusal('TRADE_ERROR', { message });
  switch (paid.kind) {
    case 'already-paid':
      return refusal('ORDERPAID');
    case 'closed':
    case 'expired':
      return refusal('ORDER_CLOSED');
    case 'revoked':
      return refusal('ORDER_CLOSED', { message: '订单已撤销，请重新下单支付' });
    case 'failed':
      return failed('支付失败，请撤销订单');
    case 'number-used':
      return refusal('OUT_TRADE_NO_USED');
    case 'differs':
      return refusal('INVALID_REQUEST');
    case 'code-used':
      return codeInvalid('每个二维码仅限使用一次，请刷新再试');
    case 'code-expired':
      return codeInvalid('付款码已过期，请退出重试');
    case 'code-mismatch':
      return codeInvalid('付款码无效，请重新扫码');
    case 'code-bound':
      return refusal('NO_AUTH', { message: '商户无权限使用该付款码' });
    case 'other-payer':
      return failed('同一笔订单只能由同一个用户支付');
    case 'not-enough':
      return refusal('NOT_ENOUGH', { message: '用户余额不足，请换卡支付' });
  }
}
