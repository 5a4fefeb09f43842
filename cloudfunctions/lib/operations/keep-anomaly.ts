import type { Anomaly } from '../payment/documents';
import { alertEntry } from '../payment/outbox-entries';
import type { Transaction } from './ports';

/** What does not fit is kept once, with one alert, and touches nothing else. */
export async function keepAnomaly(
  transaction: Transaction,
  { reason, seen, source }: Pick<Anomaly, 'reason' | 'seen' | 'source'>,
  now: number,
): Promise<void> {
  const { outTradeNo, transactionId } = seen;
  const _id = `${reason}:${'outRefundNo' in seen ? seen.outRefundNo : (transactionId ?? outTradeNo)}`;
  if (await transaction.get('anomalies', _id)) return;
  await transaction.create('anomalies', { _id, reason, outTradeNo, seen, source, createdAt: now });
  await transaction.create('outbox', alertEntry(_id, `微信支付的结果与订单不符：${reason}`, now, outTradeNo));
}
