import { createHash } from 'node:crypto';
import { asFen, type Fen } from '../../payment/fen';
import type { Merchant } from '../../payment/merchant';
import type { Trade } from '../../payment/trade';
import { fromRfc3339 } from '../beijing-time';
import { checkedTrade } from '../checked-trade';

type Json = Readonly<Record<string, unknown>>;

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

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('消息不是 JSON 对象');
  return value as Json;
}

function text(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new SyntaxError('消息的文本字段不是字符串');
  return value;
}

function fen(value: unknown): Fen | undefined {
  if (value === undefined || value === null) return undefined;
  const amount = asFen(value);
  if (amount === undefined) throw new SyntaxError('金额不是整数，单位应当是分');
  return amount;
}

function moment(value: unknown): number | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  const milliseconds = fromRfc3339(written);
  if (milliseconds === undefined) throw new SyntaxError('支付完成时间 success_time 不是 RFC 3339');
  return milliseconds;
}
