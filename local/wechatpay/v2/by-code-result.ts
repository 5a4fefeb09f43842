import type { Faults } from '../faults/faults';
import type { PaidByCode } from '../trade/pay-by-code';
import { type ErrCode, refusal } from './errors';
import type { Result } from './operation';
import { paidFields } from './paid-fields';

/** What the pages of charging a code list, whichever code it is. */
export const byCodeErrors: readonly ErrCode[] = [
  'SYSTEMERROR',
  'BANKERROR',
  'USERPAYING',
  'TRADE_ERROR',
  'PARAM_ERROR',
  'LACK_PARAMS',
  'INVALID_REQUEST',
  'SIGNERROR',
  'XML_FORMAT_ERROR',
  'REQUIRE_POST_METHOD',
  'NOT_UTF8',
  'ORDERPAID',
  'ORDERCLOSED',
  'ORDERREVERSED',
  'NOAUTH',
  'APPID_NOT_EXIST',
  'MCHID_NOT_EXIST',
  'APPID_MCHID_NOT_MATCH',
  'AUTHCODEEXPIRE',
  'AUTH_CODE_ERROR',
  'NOTENOUGH',
  'NOTSUPORTCARD',
  'BUYER_MISMATCH',
  'OUT_TRADE_NO_USED',
  'FREQUENCY_LIMITED',
];

/** What charging a buyer's code came to, in the words of API v2. */
export function byCodeResult(paid: PaidByCode, faults: Faults): Result {
  switch (paid.kind) {
    case 'paid':
      return { ok: true, fields: paidFields(paid.order, faults) };
    case 'user-paying':
      return refusal('USERPAYING');
    case 'already-paid':
      return refusal('ORDERPAID');
    case 'closed':
      return refusal('ORDERCLOSED');
    case 'revoked':
      return refusal('ORDERREVERSED');
    case 'failed':
      return refusal('TRADE_ERROR', '支付失败,请撤销订单');
    case 'number-used':
      return refusal('OUT_TRADE_NO_USED');
    case 'differs':
      return refusal('INVALID_REQUEST');
    case 'expired':
      return { ok: false, returnMsg: 'time_expire时间已过期' };
    case 'code-used':
      return refusal('AUTH_CODE_ERROR');
    case 'code-expired':
      return refusal('AUTHCODEEXPIRE');
    case 'code-bound':
      return refusal('NOAUTH', '商户无权限使用该付款码');
    case 'code-mismatch':
      return refusal('PARAM_ERROR', 'face_code业务信息不匹配');
    case 'other-payer':
      return refusal('BUYER_MISMATCH');
    case 'not-enough':
      return refusal('NOTENOUGH');
  }
}
