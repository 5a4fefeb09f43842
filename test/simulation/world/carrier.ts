import type { Order } from '../../../cloudfunctions/lib/payment/order';
import type { Shipment, ShippingInfo } from '../../../cloudfunctions/lib/payment/shipment';
import { Choices } from './choices';
import type { EffectKind, Invocation } from './invocation';
import type { World } from './world';

/** The receiver has not done it, or has and could not say so. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}

const DELIVERY: EffectKind = {
  milliseconds: 400,
  silence: 'failedDelivery',
  patience: 200,
  silent: () => new NotDelivered('The receiver did not say that it has it.'),
  fates: ['undone', 'done'],
};

/** One order to deliver, under the key by which the receiver knows a repetition. */
export interface Delivery {
  outTradeNo: string;
  outboxId: string;
}

/**
 * Who takes the goods to the buyers, and WeChat where it is told how they travel. Both know a repetition by its key, and
 * count what they do.
 */
export class Carrier {
  /** How often each key was heard. */
  readonly delivered = new Map<string, { outTradeNo: string; times: number }>();
  readonly uploaded = new Map<string, ShippingInfo>();

  constructor(private readonly world: World) {}

  fulfil(invocation: Invocation, order: Order, outboxId: string): Promise<Shipment | undefined> {
    return invocation.effect(DELIVERY, `deliver ${outboxId}`, () => {
      this.#refuseIfDead(order._id);
      this.world.inspect('delivery', { by: invocation, delivery: { outTradeNo: order._id, outboxId } });
      const known = this.delivered.get(outboxId);
      this.delivered.set(outboxId, { outTradeNo: order._id, times: (known?.times ?? 0) + 1 });
      return new Choices(this.world.seed, `shipment ${order._id}`).chance(0.7)
        ? { logisticsType: 2 as const }
        : undefined;
    });
  }

  upload(invocation: Invocation, info: ShippingInfo): Promise<void> {
    return invocation.effect(DELIVERY, `upload shipping of ${info.transactionId}`, () => {
      this.#refuseIfDead(info.transactionId);
      this.world.inspect('upload', { by: invocation, info });
      this.uploaded.set(info.transactionId, info);
    });
  }

  numbersOf(outTradeNo: string): string[] {
    return [...this.delivered].filter(([, delivery]) => delivery.outTradeNo === outTradeNo).map(([id]) => id);
  }

  #refuseIfDead(id: string): void {
    const { world } = this;
    if (world.isDead(`receiver of ${id}`)) throw new NotDelivered('The receiver takes nothing for this order.');
  }
}
