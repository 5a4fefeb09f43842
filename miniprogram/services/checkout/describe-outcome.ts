import { formatMoment } from '../format-moment';
import type { PaymentOutcome } from './payment-outcome';

export interface OutcomeText {
  title: string;
  text: string;
  /** Name of the drawing in `images/state`. */
  picture: 'paid' | 'pending' | 'waiting' | 'failed' | 'over';
  /** What the button that tries again is called; absent where trying again would be wrong. */
  again?: string;
}

/** How an attempt to pay is told to the buyer: what happened, and what to do next. */
export function describeOutcome(outcome: PaymentOutcome): OutcomeText {
  switch (outcome.kind) {
    case 'paid':
      return { title: '支付成功', text: '付款已由微信确认，水果马上为您备好', picture: 'paid' };
    case 'pending':
      return {
        title: '支付结果确认中',
        text: '微信还没有确认这笔付款，请不要重复支付，稍后在订单里查看结果',
        picture: 'pending',
      };
    case 'cancelled':
      return {
        title: '已取消支付',
        text: `没有扣款，订单为您保留到 ${formatMoment(outcome.expiresAt).slice(-5)}`,
        picture: 'waiting',
        again: '继续支付',
      };
    case 'failed':
      return { title: '支付没有成功', text: outcome.reason, picture: 'failed', again: '重新支付' };
    case 'closed':
      return { title: '订单已关闭', text: outcome.reason, picture: 'over', again: '重新下单' };
    case 'unsent':
      return { title: '没有提交成功', text: outcome.reason, picture: 'failed', again: '再试一次' };
  }
}
