import { createHash } from 'node:crypto';
import type { Merchant } from '../../payment/merchant';
import type { Trade } from '../../payment/trade';
import { checkedTrade } from '../checked-trade';
import { fen, moment, object, text } from './json-values';

/**
 * The trade that a verified and decrypted JSON text speaks of; the answer to a query and the content of a notification
 * have the same shape. Throws a SyntaxError where it is not the documented one.
 */
export function readTrade(json: string, merchant: Merchant, message: Buffer): Trade {
  const transaction = object(JSON.parse(json));
  const amount = object(transaction.amount ?? {});
  const payer = object(transaction.payer ?? {});
  const partner = transaction.sp_mchid !== undefined;
  return checkedTrade({
    api: 'v3',
    appid: text(partner ? transaction.sp_appid : transaction.appid) ?? '',
    mchid: text(partner ? transaction.sp_mchid : transaction.mchid) ?? '',
    subAppid: text(transaction.sub_appid),
    subMchid: text(transaction.sub_mchid),
    outTradeNo: text(transaction.out_trade_no) ?? '',
    state: text(transaction.trade_state) ?? '',
    transactionId: text(transaction.transaction_id),
    total: fen(amount.total),
    payerTotal: fen(amount.payer_total),
    currency: text(amount.currency),
    openid: text(partner ? (merchant.subAppid ? payer.sub_openid : payer.sp_openid) : payer.openid),
    paidAt: moment(transaction.success_time),
    digest: createHash('sha256').update(message).digest('hex'),
  });
}
