import { Phone } from '../actors/phone';
import { Choices } from '../world/choices';
import type { Cast } from './cast';

const MINUTE = 60_000;

/** Two orders are closed, one by its buyer and one by the clock, and both are paid all the same, up to ninety seconds later. */
export const lateStory: Cast = (world) => {
  const phone = new Phone(world, 'buyer');
  const choices = new Choices(world.seed, 'late story');
  const buy = (requestId: string) =>
    phone.keepTrying(() => phone.prepay({ requestId, items: [{ sku: 'kiwi', quantity: 1 + choices.below(3) }] }));
  const completeLater = (outTradeNo: string, delay: number) =>
    world.scheduler.after(delay + choices.below(90_000), () => world.wechat.completeLate(outTradeNo));
  world.scheduler.after(choices.below(MINUTE), async () => {
    const [cancelled, expired] = [await buy('request-1'), await buy('request-2')];
    if (!cancelled || !expired) throw new Error('There is nothing to pay late.');
    await phone.wait(6 * MINUTE);
    await phone.about('cancel', cancelled.outTradeNo);
    completeLater(cancelled.outTradeNo, 0);
    completeLater(expired.outTradeNo, 11 * MINUTE);
  });
  return [phone];
};
