import type { Faults } from '../faults/faults';
import { compactTime } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import type { ResultFields } from './operation';

/** What a paid order's query and its notification both tell. */
export function paidFields(order: Order, faults: Faults): ResultFields {
  const total = order.total + (faults.take('wrongAmount') ? 1 : 0);
  return [
    ['openid', order.openid ?? ''],
    ['is_subscribe', 'N'],
    ...(order.subMchid
      ? ([
          ['sub_openid', order.subOpenid ?? ''],
          ['sub_is_subscribe', 'N'],
        ] as ResultFields)
      : []),
    ['trade_type', order.tradeType],
    ['bank_type', 'OTHERS'],
    ['total_fee', total],
    ['fee_type', 'CNY'],
    ['cash_fee', total],
    ['cash_fee_type', 'CNY'],
    ['transaction_id', order.transactionId as string],
    ['out_trade_no', order.outTradeNo],
    ['attach', order.attach ?? ''],
    ['time_end', compactTime(order.paidAt as number)],
  ];
}
