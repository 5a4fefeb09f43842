import type { OrderView } from '../../../typings/api';
import { formatMoment } from '../format-moment';
import { formatPrice } from '../format-price';

export interface OrderText {
  title: string;
  text: string;
  picture: 'paid' | 'pending' | 'waiting' | 'over' | 'refunded';
  /** Whether the order can still be paid, or cancelled instead. */
  payable: boolean;
  /** Whether an answer is still on its way, so that asking again makes sense. */
  moving: boolean;
}

/**
 * What the buyer is told about an order at `nowMs`. `claimed`: the phone reported it as paid a short while ago; then no
 * second payment is offered.
 */
export function describeOrder(order: OrderView, claimed: boolean, nowMs: number): OrderText {
  switch (order.status) {
    case 'PAID':
      return paid(order);
    case 'CLOSED':
      return ended('over', '已关闭', '这笔订单没有付款，已经关闭');
    case 'CLOSING':
      return moving('over', '关闭中', '正在向微信确认没有付款，确认后订单就会关闭');
    case 'CREATED':
    case 'PAYING':
      if (claimed) return moving('pending', '支付确认中', '微信还没有确认这笔付款，请不要重复支付');
      if (nowMs >= order.expiresAt) return ended('over', '已超时', '超过了付款时间，订单即将关闭，可以重新下单');
      return {
        title: '待支付',
        text: `请在 ${formatMoment(order.expiresAt).slice(-5)} 前付款，过时订单自动关闭`,
        picture: 'waiting',
        payable: true,
        moving: false,
      };
  }
}

function paid({ total, refunded, refunding }: OrderView): OrderText {
  if (refunding > 0) return ended('pending', '退款处理中', `其中 ${formatPrice(refunding)} 元正在处理，进度见下方`);
  if (refunded >= total) return ended('refunded', '已全额退款', '全部款项已经原路退回');
  if (refunded > 0) return ended('paid', '部分退款', `付款中的 ${formatPrice(refunded)} 元已经原路退回`);
  return ended('paid', '已支付', '付款已由微信确认，水果马上为您备好');
}

function ended(picture: OrderText['picture'], title: string, text: string): OrderText {
  return { title, text, picture, payable: false, moving: false };
}

function moving(picture: OrderText['picture'], title: string, text: string): OrderText {
  return { title, text, picture, payable: false, moving: true };
}
