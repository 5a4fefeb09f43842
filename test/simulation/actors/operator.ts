import type { RefundView } from '../../../typings/api';
import { Choices } from '../world/choices';
import { OPERATORS } from '../world/shop';
import type { World } from '../world/world';
import { Phone } from './phone';

const HOUR = 3600_000;
const LATEST = 4 * HOUR;
/** By then every buyer has asked for what he wants, and nothing breaks any more. */
const EVENING = [5 * HOUR, 6 * HOUR];

/**
 * Somebody at the shop: decides what buyers ask for, not always as the other one does and sometimes at the same moment, gives
 * money back of his own accord, and tries to approve alone what needs two.
 */
export class Operator {
  readonly phone: Phone;

  constructor(
    private readonly world: World,
    readonly name: string,
  ) {
    this.phone = new Phone(world, name);
  }

  work(): void {
    const { world, name } = this;
    // The same for all operators, so that they meet.
    const hours = new Choices(world.seed, 'shop hours');
    const choices = new Choices(world.seed, name);
    for (let i = 1; i <= 5; i++) {
      const at = hours.below(LATEST) + choices.below(choices.pick([20, 3_000, 600_000]));
      if (world.happens(`${name} looks ${i}`, 0.7, choices)) world.scheduler.after(at, () => this.decideAll());
    }
    this.lookInTheEvening();
    world.wechat.onPaid((outTradeNo) => this.#perhapsRefund(outTradeNo));
  }

  /** So that nothing is left without a decision. */
  lookInTheEvening(): void {
    for (const at of EVENING) this.world.scheduler.after(at, () => this.decideAll());
  }

  /** Opens the list of what waits for a decision, and decides. */
  async decideAll(): Promise<void> {
    const reply = await this.phone.call('backoffice', { action: 'refunds', status: 'ASKED' });
    if (!reply?.ok) return;
    const { refunds } = reply.data as { refunds: RefundView[] };
    await Promise.all(refunds.map(({ outRefundNo }) => this.#decide(outRefundNo)));
  }

  async #decide(outRefundNo: string): Promise<void> {
    const choices = new Choices(this.world.seed, `${this.name} decides on ${outRefundNo}`);
    const approve = choices.chance(0.7);
    const decide = (yes: boolean) =>
      this.phone.call('backoffice', { action: 'decideRefund', outRefundNo, approve: yes, status: 'SUCCESS' });
    await this.phone.wait(choices.below(2_000));
    await decide(approve);
    if (choices.chance(0.2)) await decide(choices.chance(0.5) ? approve : !approve);
  }

  #perhapsRefund(outTradeNo: string): void {
    const { world, phone } = this;
    const name = `${this.name} refunds ${outTradeNo}`;
    const choices = new Choices(world.seed, name);
    if (!world.happens(name, 0.12, choices)) return;
    const total = Number(world.wechat.orders.get(outTradeNo)?.order.total);
    const amount = choices.pick([total, 1 + choices.below(total), 1 + choices.below(total), total + 1]);
    const delay = choices.below(choices.pick([10_000, 600_000, 2 * HOUR]));
    const order = () => phone.refund('refund', { refundOf: outTradeNo, requestId: 'by-hand', amount });
    world.scheduler.after(delay, async () => {
      const reply = await order();
      const refund = reply?.ok ? (reply.data as { refund: RefundView }).refund : undefined;
      if (refund?.status === 'ASKED') await this.#decide(refund.outRefundNo);
    });
    if (world.happens(`${name}: taps twice`, 0.3, choices)) world.scheduler.after(delay + choices.below(300), order);
  }
}

/** All who may. */
export function operators(world: World): Operator[] {
  return OPERATORS.map((_, i) => new Operator(world, `Operator ${i + 1}`));
}
