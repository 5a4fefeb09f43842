import { Choices } from '../world/choices';
import type { World } from '../world/world';

/** Mostly at once, when nobody has told our code of the payment yet; now and then hours later. */
const AT_ONCE = 500;
const SOON = 20_000;
const LATER = 2 * 3600_000;

/** A person at the shop who sees the money come in, and gives all or some of it back by hand, past our code. */
export function merchantRefundsByHand(world: World): void {
  world.wechat.onPaid((outTradeNo) => {
    const name = `merchant console refunds ${outTradeNo}`;
    const choices = new Choices(world.seed, name);
    for (const time of ['once', 'twice']) {
      if (!world.happens(`${name} ${time}`, 0.1, choices)) continue;
      const delay = choices.below(choices.pick([AT_ONCE, AT_ONCE, AT_ONCE, SOON, LATER]));
      const share = choices.chance(0.5) ? 1 : choices.fraction();
      world.scheduler.after(delay, () => world.wechat.refunds.byHand(outTradeNo, share));
    }
  });
}
