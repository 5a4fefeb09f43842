import type { OrderLine } from './order';

/** 40 Chinese characters are 120 bytes; WeChat takes 127 (pay.weixin.qq.com/doc/v3/merchant/4012791856, description). */
const MAX_TITLE = 40;

/** What the buyer reads in WeChat's cashier and on the bill: 「红富士苹果 等 3 种」. */
export function describeOrder(items: readonly Pick<OrderLine, 'title'>[]): string {
  const others = items.length > 1 ? ` 等 ${items.length} 种` : '';
  const title = Array.from(items[0]?.title ?? '').slice(0, MAX_TITLE - others.length);
  return `${title.join('')}${others}`;
}
