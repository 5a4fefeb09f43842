import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import type { Order } from './order';
import type { ProfitShareDetail, ProfitShareReturn } from './profit-share';

/**
 * Owes the receiver a notification of what he will have got or has given back, if he is a merchant who gave an address for
 * it. To be called inside a transaction. https://pay.weixin.qq.com/doc/v3/merchant/4012289679
 */
export function oweProfitShareNotification(
  { keys, notifier, world }: Gateway,
  { outTradeNo, seller }: Order,
  moved: ProfitShareDetail | ProfitShareReturn,
) {
  const given = 'detailNo' in moved;
  const mchid = given ? moved.account : moved.mchid;
  const { notifyUrl } = keys.merchants.profitSharingOf(mchid);
  if (notifyUrl === null || mchid === seller || (given && moved.outcome === 'CLOSED')) return;
  const happensAt = given ? moved.endsAt : moved.createdAt;
  world.notifications.add({
    kind: given ? 'profitShare' : 'profitShareReturn',
    subjectId: moved.id,
    eventId: randomUUID(),
    outTradeNo,
    url: notifyUrl,
    createdAt: happensAt,
    ...notifier.firstAttempt(happensAt),
  });
}
