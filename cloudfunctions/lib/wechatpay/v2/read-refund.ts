import { createHash } from 'node:crypto';
import { GatewayUnknown } from '../../errors';
import type { Merchant } from '../../payment/merchant';
import type { RefundFact, RefundState } from '../../payment/refund-fact';
import { type AnsweredRefund, answeredRefund, type RefundAskedFor } from '../answered-refund';
import { checkedRefund } from '../checked-refund';
import type { V2Answer } from './call';
import { fen, refundedAt } from './field-values';
import type { Fields } from './string-to-sign';

/** API v3's words for what became of a refund, where API v2 has others. CHANGE: the payer's card takes nothing any more. */
const STATES: ReadonlyMap<string, RefundState> = new Map([
  ['REFUNDCLOSE', 'CLOSED'],
  ['CHANGE', 'ABNORMAL'],
]);

/** The refund that the answer to a request for one is about. The answer means that WeChat is at it, and no more. */
export function readAcceptedRefund({ fields, body }: V2Answer, merchant: Merchant, asked: RefundAskedFor): RefundFact {
  return readAnsweredRefund({ ...fields, refund_status: 'PROCESSING' }, '', body, merchant, asked);
}

/** The refund that the answer to a question about it is about: a list, by refund number of one. */
export function readQueriedRefund({ fields, body }: V2Answer, merchant: Merchant, asked: RefundAskedFor): RefundFact {
  return readAnsweredRefund(fields, '_0', body, merchant, asked);
}

function readAnsweredRefund(
  fields: Fields,
  suffix: '' | '_0',
  message: Buffer,
  merchant: Merchant,
  asked: RefundAskedFor,
): RefundFact {
  let told: AnsweredRefund;
  try {
    told = readRefund(fields, suffix, message);
  } catch (cause) {
    throw new GatewayUnknown(`退款的答复无法读取：${(cause as Error).message}`, { cause });
  }
  return answeredRefund(told, merchant, asked);
}

function readRefund(fields: Fields, suffix: '' | '_0', message: Buffer): AnsweredRefund {
  const amount = fen(fields[`refund_fee${suffix}`]);
  if (amount === undefined) throw new SyntaxError('退款没有金额 refund_fee');
  const status = fields[`refund_status${suffix}`] ?? '';
  const refund = checkedRefund({
    api: 'v2',
    mchid: fields.mch_id ?? '',
    subMchid: fields.sub_mch_id || undefined,
    outTradeNo: fields.out_trade_no ?? '',
    outRefundNo: fields[`out_refund_no${suffix}`] ?? '',
    refundId: fields[`refund_id${suffix}`] ?? '',
    transactionId: fields.transaction_id || undefined,
    state: STATES.get(status) ?? status,
    amount,
    succeededAt: refundedAt(fields[`refund_success_time${suffix}`]),
    digest: createHash('sha256').update(message).digest('hex'),
  });
  return { refund, total: fen(fields.total_fee) };
}
