import { Operator } from '../actors/operator';
import { Phone } from '../actors/phone';
import { Choices } from '../world/choices';
import { OPERATORS } from '../world/shop';
import type { Cast } from './cast';

const MINUTE = 60_000;
/** WeChat takes one refund of an order a minute, so a hundred at once would be one; ten times ten meet as hard. */
const WAVES = 10;
const IN_A_WAVE = 10;

/** An order of 10,000 fen, and a hundred refunds of random size, by its buyer and by both operators, ten at a time. */
export const refundStorm: Cast = (world) => {
  const buyer = new Phone(world, 'buyer');
  const shop = OPERATORS.map((_, i) => new Operator(world, `Operator ${i + 1}`));
  const choices = new Choices(world.seed, 'refund storm');
  const items = [
    { sku: 'orange', quantity: 4 },
    { sku: 'peach', quantity: 1 },
  ];
  world.scheduler.after(0, async () => {
    const toPay = await buyer.keepTrying(() => buyer.prepay({ requestId: 'request-1', items }));
    if (!toPay || !(await buyer.pay(toPay, choices))) return;
    for (let wave = 0; wave < WAVES; wave++) {
      await buyer.wait(MINUTE + 5_000);
      for (let i = 0; i < IN_A_WAVE; i++) {
        const wish = { refundOf: toPay.outTradeNo, requestId: `${wave}-${i}`, amount: 1 + choices.below(5_000) };
        const operator = shop[i % 3]?.phone;
        const ask = () => (operator ? operator.refund('refund', wish) : buyer.refund('requestRefund', wish));
        world.scheduler.after(choices.below(20), ask);
      }
    }
    for (const operator of shop) await operator.decideAll();
  });
  for (const operator of shop) operator.lookInTheEvening();
  return [buyer];
};
