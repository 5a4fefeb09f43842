import { Phone } from '../actors/phone';
import { Choices } from '../world/choices';
import type { Cast } from './cast';

const NOTIFICATIONS = 100;
const QUESTIONS = 100;
/** All of them within this time. */
const WITHIN = 20;

/** One paid order, and two hundred proofs of it at once: half are notifications, half come of the buyer's asking. */
export const proofStorm: Cast = (world) => {
  const phone = new Phone(world, 'buyer');
  const choices = new Choices(world.seed, 'storm');
  world.scheduler.after(0, async () => {
    const toPay = await phone.prepay({ requestId: 'request-1', items: [{ sku: 'grape', quantity: 1 }] });
    if (!toPay) throw new Error('The storm has no order to break over.');
    await phone.pay(toPay, choices);
    for (let i = 0; i < NOTIFICATIONS; i++) {
      world.scheduler.after(choices.below(WITHIN), () => world.wechat.notifier.repeatAll());
    }
    for (let i = 0; i < QUESTIONS; i++) {
      world.scheduler.after(choices.below(WITHIN), () => phone.about('confirm', toPay.outTradeNo));
    }
  });
  return [phone];
};
