import { Operator } from '../actors/operator';
import { Phone, type RefundWish, type ToPay } from '../actors/phone';
import { Choices } from '../world/choices';
import { type Faults, NO_FAULTS } from '../world/faults';
import type { World } from '../world/world';
import type { Cast } from './cast';

/** A history that is told beforehand, for crashes to be put into at every point. */
export interface Story {
  faults: Faults;
  cast: Cast;
}

const CART = { requestId: 'request-1', items: [{ sku: 'apple', quantity: 2 }] };

const buy = (phone: Phone) => phone.keepTrying(() => phone.prepay(CART));

const MINUTE = 60_000;

/** Buys and pays. */
async function paid(phone: Phone, choices: Choices): Promise<ToPay | undefined> {
  const toPay = await buy(phone);
  if (toPay) await phone.pay(toPay, choices);
  return toPay;
}

const ask = (phone: Phone, wish: RefundWish) => phone.keepTrying(() => phone.refund('requestRefund', wish));

/** An operator approves whatever waits. */
async function approved(world: World): Promise<void> {
  const { phone } = new Operator(world, 'Operator 1');
  const waiting = world.store.all('refunds').filter(({ status }) => status === 'ASKED');
  for (const { _id: outRefundNo } of waiting) {
    await phone.keepTrying(() => phone.call('backoffice', { action: 'decideRefund', outRefundNo, approve: true }));
  }
}

const cancel = (phone: Phone, { outTradeNo }: ToPay) => phone.keepTrying(() => phone.about('cancel', outTradeNo));

/** One buyer, who does this. */
function story(
  act: (phone: Phone, choices: Choices, world: World) => Promise<unknown>,
  faults?: Partial<Faults>,
): Story {
  return {
    faults: { ...NO_FAULTS, ...faults },
    cast: (world) => {
      const phone = new Phone(world, 'buyer');
      const choices = new Choices(world.seed, 'story');
      world.scheduler.after(choices.below(1_000), () => act(phone, choices, world));
      return [phone];
    },
  };
}

export const STORIES: Record<string, Story> = {
  'he pays, and WeChat tells us': story(async (phone, choices) => {
    const toPay = await buy(phone);
    if (toPay) await phone.pay(toPay, choices);
  }),

  'he pays and asks, and every notification is lost': story(
    async (phone, choices) => {
      const toPay = await buy(phone);
      if (!toPay) return;
      await phone.pay(toPay, choices);
      await phone.keepTrying(() => phone.about('confirm', toPay.outTradeNo));
    },
    { loseAllNotifications: true },
  ),

  'he taps twice, reloads, and pays': story(async (phone, choices) => {
    const [first, second] = await Promise.all([buy(phone), buy(phone)]);
    const third = await buy(phone);
    const toPay = third ?? second ?? first;
    if (toPay) await phone.pay(toPay, choices);
  }),

  'he asks and is told while he pays': story(async (phone, choices) => {
    const toPay = await buy(phone);
    if (!toPay) return;
    const paid = phone.pay(toPay, choices);
    for (let i = 0; i < 4; i++) {
      await phone.wait(choices.below(6_000));
      void phone.about('confirm', toPay.outTradeNo);
    }
    await paid;
  }),

  'he cancels': story(async (phone) => {
    const toPay = await buy(phone);
    await phone.wait(6 * 60_000);
    if (toPay) await cancel(phone, toPay);
  }),

  'he pays while he cancels': story(async (phone, choices) => {
    const toPay = await buy(phone);
    if (!toPay) return;
    await phone.wait(6 * 60_000);
    void phone.pay(toPay, choices);
    await phone.wait(choices.below(20_000));
    await cancel(phone, toPay);
  }),

  'his payment comes after the closing': story(async (phone, _choices, world) => {
    const toPay = await buy(phone);
    if (!toPay) return;
    await phone.wait(6 * 60_000);
    await cancel(phone, toPay);
    world.wechat.completeLate(toPay.outTradeNo);
    await phone.keepTrying(() => phone.about('confirm', toPay.outTradeNo));
  }),

  'his money is given back by hand before we know of it': story(
    async (phone, choices, world) => {
      const toPay = await buy(phone);
      if (!toPay) return;
      await phone.pay(toPay, choices);
      world.wechat.refunds.byHand(toPay.outTradeNo, 0.5);
      await phone.wait(5_000);
      await phone.keepTrying(() => phone.about('confirm', toPay.outTradeNo));
    },
    { loseAllNotifications: true },
  ),

  'nobody pays, and the clock closes': story(async (phone) => {
    await buy(phone);
  }),

  'his payment comes after the clock has closed, and only the clock can know': story(
    async (phone, _choices, world) => {
      const toPay = await buy(phone);
      if (!toPay) return;
      await phone.wait(17 * MINUTE);
      world.wechat.completeLate(toPay.outTradeNo);
    },
    { loseAllNotifications: true },
  ),

  'he has two parts of his money back': story(async (phone, choices, world) => {
    const toPay = await paid(phone, choices);
    if (!toPay) return;
    const { outTradeNo: refundOf } = toPay;
    await phone.wait(2 * MINUTE);
    await ask(phone, { refundOf, requestId: 'refund-1', amount: 1_000 });
    await phone.wait(2 * MINUTE);
    await ask(phone, { refundOf, requestId: 'refund-2', amount: 1_560 });
    await approved(world);
  }),

  'he wants everything back before it has set out': story(async (phone, choices, world) => {
    const toPay = await paid(phone, choices);
    if (!toPay) return;
    await ask(phone, { refundOf: toPay.outTradeNo, requestId: 'refund-1' });
    await phone.wait(5 * MINUTE);
    await approved(world);
  }),

  'an operator refunds, and WeChat will not have it': story(
    async (phone, choices, world) => {
      const toPay = await paid(phone, choices);
      if (!toPay) return;
      await phone.wait(2 * MINUTE);
      const { phone: operator } = new Operator(world, 'Operator 1');
      const wish = { refundOf: toPay.outTradeNo, requestId: 'refund-1', amount: 500 };
      await operator.keepTrying(() => operator.refund('refund', wish));
    },
    { refundNever: 1 },
  ),

  'the merchant console takes what an operator has promised': story(async (phone, choices, world) => {
    const toPay = await paid(phone, choices);
    if (!toPay) return;
    await phone.wait(2 * MINUTE);
    const { phone: operator } = new Operator(world, 'Operator 1');
    const wish = { refundOf: toPay.outTradeNo, requestId: 'refund-1', amount: 2_000 };
    await operator.keepTrying(() => operator.refund('refund', wish));
    world.wechat.refunds.byHand(toPay.outTradeNo, 1);
  }),
};
