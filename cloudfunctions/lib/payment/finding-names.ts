import type { FindingKind } from './finding';

/** What each kind of difference is called before people. */
export const FINDING_NAMES: Record<FindingKind, string> = {
  'repeated-line': '账单里同一笔出现两次',
  'unknown-state': '账单里有不认识的状态',
  'unknown-order': '账单里的订单，店里没有',
  mismatch: '金额、币种或订单号与账单不同',
  'second-payment': '同一笔订单付了两次',
  'paid-after-closing': '订单关闭后又付了款',
  unsettled: '已付款，店里没有记上',
  'refund-unknown': '在商户平台退的款',
  'refund-unsettled': '退款的结果与账单不同',
  fee: '手续费与费率不符',
  'not-in-bill': '店里已收款，账单里没有',
  'refund-not-in-bill': '店里已退款，账单里没有',
};
