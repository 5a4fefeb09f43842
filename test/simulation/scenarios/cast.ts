import { Buyer } from '../actors/buyer';
import { intruderTries } from '../actors/intruder';
import { merchantRefundsByHand } from '../actors/merchant-console';
import { operators } from '../actors/operator';
import type { Phone } from '../actors/phone';
import { strangersCall } from '../actors/stranger';
import { Choices } from '../world/choices';
import type { World } from '../world/world';

/** Sets the scene, and says whose phones there are: each looks at all of its orders in the end. */
export type Cast = (world: World) => Phone[];

/** Up to three buyers, strangers, an intruder, two operators, and one of them with the merchant console open. */
export const everybody: Cast = (world) => {
  const choices = new Choices(world.seed, 'everybody');
  const buyers = Array.from({ length: 1 + choices.below(3) }, (_, i) => new Buyer(world, `buyer ${i + 1}`));
  const came = buyers.filter(({ name }) => world.happens(name, 1, choices));
  for (const buyer of came) buyer.shop();
  strangersCall(world);
  intruderTries(world);
  for (const operator of operators(world)) operator.work();
  merchantRefundsByHand(world);
  return came.map(({ phone }) => phone);
};
