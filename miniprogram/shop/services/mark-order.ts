import type { ShopOrderView } from '../../../typings/api';

export interface Mark {
  text: string;
  /** Whether somebody should look at it. */
  urgent: boolean;
}

/** What about an order a shopkeeper would overlook otherwise. */
export function markOrder({ status, fulfilled, hold, late }: ShopOrderView): Mark[] {
  if (status !== 'PAID') return [];
  return [
    ...(late ? [{ text: '关闭后才付款，自动退款', urgent: true }] : []),
    ...(hold ? [{ text: '暂缓发货，请人工核对', urgent: true }] : []),
    ...(fulfilled ? [{ text: '已交付', urgent: false }] : []),
  ];
}
