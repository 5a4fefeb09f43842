import type { Reply } from '../../../typings/api';
import { callFunction } from '../world/call-function';
import { Choices } from '../world/choices';
import { ORDER_MINUTES } from '../world/shop';
import type { World } from '../world/world';

/** When buyers come: within the first two hours. */
const OPENING_HOURS = 2 * 3600_000;
const ORDER_TIME = ORDER_MINUTES * 60_000;

export const SKUS = ['apple', 'banana', 'orange', 'grape'] as const;

export interface Cart {
  requestId: string;
  items: { sku: string; quantity: number }[];
}

/** What the phone knows of one purchase. */
interface Purchase extends Cart {
  name: string;
  choices: Choices;
  outTradeNo?: string;
  prepayIds: string[];
}

/**
 * A person with a phone: taps twice, reloads, pays, cancels, pays while he cancels, asks again and again, tries other
 * people's numbers, or leaves. Everything he does can be left out of a history on its own.
 */
export class Buyer {
  readonly openid: string;
  readonly name: string;
  readonly #choices: Choices;

  constructor(
    private readonly world: World,
    index: number,
  ) {
    this.name = `buyer ${index}`;
    this.openid = `oBuyer${index}`;
    this.#choices = new Choices(world.seed, this.name);
  }

  shop(): void {
    const count = 1 + this.#choices.below(2);
    for (let i = 1; i <= count; i++) {
      const name = `${this.name}, purchase ${i}`;
      const choices = new Choices(this.world.seed, name);
      if (this.world.happens(name, 1, choices)) this.#plan(name, `request-${i}`, choices);
    }
  }

  /** Opens the list of his orders and every one that does not say it is paid, as people do in the end. */
  async lookAtEverything(): Promise<void> {
    const reply = await this.#ask({ action: 'list' });
    const orders = reply?.ok ? (reply.data as { orders: { outTradeNo: string; status: string }[] }).orders : [];
    for (const { outTradeNo, status } of orders) {
      if (status !== 'PAID') await this.#ask({ action: 'confirm', outTradeNo });
    }
  }

  /** On a day on which nothing breaks, so that he is owed an answer; never having reached WeChat is one. */
  async #ask(event: object): Promise<Reply<unknown> | undefined> {
    const reply = await this.#call('trade', event);
    if (!reply?.ok) this.world.unanswered.push(`${this.name}: ${JSON.stringify(event)} ${JSON.stringify(reply)}`);
    return reply;
  }

  #plan(name: string, requestId: string, choices: Choices): void {
    const first = SKUS[choices.below(SKUS.length)] ?? SKUS[0];
    const items = [{ sku: first as string, quantity: 1 + choices.below(3) }];
    if (choices.chance(0.3)) items.push({ sku: first === 'apple' ? 'grape' : 'apple', quantity: 1 });
    const purchase: Purchase = { name, requestId, items, choices, prepayIds: [] };
    const opening = choices.below(OPENING_HOURS);
    const sometime = () => opening + choices.below(choices.chance(0.3) ? ORDER_TIME * 1.2 : 90_000);

    this.#step(purchase, 'taps', 1, opening, () => this.#prepay(purchase));
    this.#step(purchase, 'taps twice', 0.3, opening + choices.below(300), () => this.#prepay(purchase));
    this.#step(purchase, 'reloads', 0.3, sometime(), () => this.#prepay(purchase));
    this.#step(purchase, 'changes the cart under the same request', 0.08, sometime(), () => this.#changeCart(purchase));
    this.#step(purchase, 'pays again later', 0.3, sometime(), () => this.#repay(purchase));
    this.#step(purchase, 'cancels', 0.4, sometime(), () => this.#cancel(purchase));
    this.#step(purchase, 'cancels on another device', 0.08, sometime(), () => this.#cancel(purchase));
    this.#step(purchase, 'asks', 0.3, sometime(), () => this.#confirm(purchase));
    this.#step(purchase, 'asks for an order of somebody else', 0.1, sometime(), () => this.#pry(purchase));
    this.#step(purchase, 'looks at the order', 0.2, sometime(), () => this.#about(purchase, 'get'));
  }

  #step({ name, choices }: Purchase, what: string, probability: number, delay: number, act: () => unknown): void {
    if (this.world.happens(`${name}: ${what}`, probability, choices)) this.world.scheduler.after(delay, act);
  }

  /** What a hostile page would add is in it, and must come to nothing. */
  async #prepay(purchase: Purchase, { requestId, items }: Cart = purchase): Promise<void> {
    const invented = { amount: 1, total: 1, price: 1, openid: 'oSomebodyElse', status: 'PAID' };
    const lines = items.map((item) => ({ ...item, price: 1 }));
    const reply = await this.#call(
      'prepay',
      { action: 'prepay', requestId, items: lines, ...invented },
      { requestId, items },
    );
    if (reply?.ok) this.#takeParams(purchase, reply.data);
  }

  #changeCart(purchase: Purchase): Promise<void> {
    const items = purchase.items.map(({ sku, quantity }) => ({ sku, quantity: quantity + 1 }));
    return this.#prepay(purchase, { requestId: purchase.requestId, items });
  }

  async #repay(purchase: Purchase): Promise<void> {
    const outTradeNo = await this.#numberOf(purchase);
    if (!outTradeNo) return;
    const reply = await this.#call('prepay', { action: 'repay', outTradeNo });
    if (reply?.ok) this.#takeParams(purchase, reply.data);
  }

  /** The cashier opens, and perhaps he pays. */
  #takeParams(purchase: Purchase, data: unknown): void {
    const { outTradeNo, payment } = data as { outTradeNo: string; payment: { package: string } };
    const prepayId = payment.package.replace('prepay_id=', '');
    purchase.outTradeNo = outTradeNo;
    purchase.prepayIds.push(prepayId);
    const { choices } = purchase;
    const delay = choices.below(choices.chance(0.2) ? ORDER_TIME : 60_000);
    this.#step(purchase, `pays by ${prepayId}`, 0.7, delay, () => this.#pay(purchase, prepayId));
  }

  #pay(purchase: Purchase, prepayId: string): void {
    const { world } = this;
    const { choices } = purchase;
    const opened = world.wechat.openCashier(prepayId);
    world.note(this.name, opened ? `is at the cashier with ${prepayId}` : `finds that ${prepayId} cannot be paid`);
    if (!opened) return;
    world.scheduler.after(choices.below(20_000), () => {
      world.wechat.pay(prepayId, choices);
      const times = choices.below(4);
      for (let i = 1; i <= times; i++) {
        this.#step(purchase, `asks after ${prepayId}, ${i}`, 0.8, choices.below(3_000 * i), () =>
          this.#confirm(purchase),
        );
      }
    });
  }

  /** Some change their minds while the cancelling is under way. */
  async #cancel(purchase: Purchase): Promise<void> {
    const [prepayId] = purchase.prepayIds;
    const delay = purchase.choices.below(2_000);
    if (prepayId) this.#step(purchase, 'pays while cancelling', 0.7, delay, () => this.#pay(purchase, prepayId));
    await this.#about(purchase, 'cancel');
  }

  #confirm(purchase: Purchase): Promise<void> {
    return this.#about(purchase, 'confirm');
  }

  async #about(purchase: Purchase, action: string): Promise<void> {
    const outTradeNo = await this.#numberOf(purchase);
    if (outTradeNo) await this.#call('trade', { action, outTradeNo });
  }

  /** Where the phone was never told, the newest in the list of his orders. */
  async #numberOf({ outTradeNo }: Purchase): Promise<string | undefined> {
    if (outTradeNo) return outTradeNo;
    const reply = await this.#call('trade', { action: 'list' });
    return reply?.ok ? (reply.data as { orders: { outTradeNo: string }[] }).orders[0]?.outTradeNo : undefined;
  }

  async #pry({ choices }: Purchase): Promise<void> {
    const orders = [...this.world.wechat.orders.keys()];
    const outTradeNo = orders[choices.below(orders.length)];
    const action = choices.pick(['get', 'confirm', 'cancel']);
    if (outTradeNo) await this.#call('trade', { action, outTradeNo });
  }

  async #call(functionName: string, event: object, about?: Cart): Promise<Reply<unknown> | undefined> {
    const answered = await callFunction(this.world, {
      who: this.name,
      functionName,
      event,
      caller: { openid: this.openid, source: 'wx_client', clientIp: '203.0.113.7' },
      about,
    });
    return answered.kind === 'answered' ? (answered.reply as Reply<unknown>) : undefined;
  }
}
