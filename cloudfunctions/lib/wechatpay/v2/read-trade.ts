import { createHash } from 'node:crypto';
import type { Merchant } from '../../payment/merchant';
import type { Trade } from '../../payment/trade';
import { checkedTrade } from '../checked-trade';
import { fen, paidAt } from './field-values';
import type { Fields } from './string-to-sign';

/**
 * The trade that verified fields speak of. `return_code` and `result_code` tell nothing about the trade, so the caller
 * says what state the message stands for. Throws a SyntaxError where they are not of the documented shape.
 */
export function readTrade(fields: Fields, state: string, merchant: Merchant, message: Buffer): Trade {
  const total = fen(fields.total_fee);
  return checkedTrade({
    api: 'v2',
    appid: fields.appid ?? '',
    mchid: fields.mch_id ?? '',
    subAppid: fields.sub_appid || undefined,
    subMchid: fields.sub_mch_id || undefined,
    outTradeNo: fields.out_trade_no ?? '',
    state,
    transactionId: fields.transaction_id || undefined,
    total,
    payerTotal: fen(fields.cash_fee),
    // Where a message names no currency, the documentation says that it is this one.
    currency: total === undefined ? undefined : fields.fee_type || 'CNY',
    openid: (merchant.subAppid ? fields.sub_openid : fields.openid) || undefined,
    paidAt: paidAt(fields.time_end),
    digest: createHash('sha256').update(message).digest('hex'),
  });
}
