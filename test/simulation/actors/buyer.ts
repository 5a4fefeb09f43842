import { Choices } from '../world/choices';
import { ORDER_MINUTES } from '../world/shop';
import type { World } from '../world/world';
import { type Cart, Phone, type ToPay } from './phone';
import { wantMoneyBack } from './want-money-back';

/** When buyers come: within the first two hours. */
const OPENING_HOURS = 2 * 3600_000;
const ORDER_TIME = ORDER_MINUTES * 60_000;

const SKUS = ['apple', 'banana', 'orange', 'grape'] as const;

/** What the buyer knows of one purchase. */
interface Purchase {
  name: string;
  cart: Cart;
  choices: Choices;
  toPay: ToPay[];
}

/**
 * A person with a phone: taps twice, reloads, pays, cancels, pays while he cancels, asks again and again, tries other
 * people's numbers, or leaves. Everything he does can be left out of a history on its own.
 */
export class Buyer {
  readonly phone: Phone;

  constructor(
    private readonly world: World,
    readonly name: string,
  ) {
    this.phone = new Phone(world, name);
  }

  shop(): void {
    const count = 1 + new Choices(this.world.seed, this.name).below(2);
    for (let i = 1; i <= count; i++) {
      const name = `${this.name}, purchase ${i}`;
      const choices = new Choices(this.world.seed, name);
      if (this.world.happens(name, 1, choices)) this.#plan(name, `request-${i}`, choices);
    }
  }

  #plan(name: string, requestId: string, choices: Choices): void {
    const first = choices.pick(SKUS);
    const items: Cart['items'] = [{ sku: first, quantity: 1 + choices.below(3) }];
    if (choices.chance(0.3)) items.push({ sku: first === 'apple' ? 'grape' : 'apple', quantity: 1 });
    const purchase: Purchase = { name, cart: { requestId, items }, choices, toPay: [] };
    const opening = choices.below(OPENING_HOURS);
    const sometime = () => opening + choices.below(choices.chance(0.3) ? ORDER_TIME * 1.2 : 90_000);

    this.#step(purchase, 'taps', 1, opening, () => this.#prepay(purchase));
    this.#step(purchase, 'taps twice', 0.3, opening + choices.below(300), () => this.#prepay(purchase));
    this.#step(purchase, 'changes his mind at once', 0.1, opening + choices.below(500), () => this.#cancel(purchase));
    this.#step(purchase, 'reloads', 0.3, sometime(), () => this.#prepay(purchase));
    this.#step(purchase, 'changes the cart under the same request', 0.08, sometime(), () => this.#changeCart(purchase));
    this.#step(purchase, 'pays again later', 0.3, sometime(), () => this.#repay(purchase));
    this.#step(purchase, 'cancels', 0.4, sometime(), () => this.#cancel(purchase));
    this.#step(purchase, 'cancels on another device', 0.08, sometime(), () => this.#cancel(purchase));
    this.#step(purchase, 'asks', 0.3, sometime(), () => this.#about(purchase, 'confirm'));
    this.#step(purchase, 'asks for an order of somebody else', 0.1, sometime(), () => this.#pry(purchase));
    this.#step(purchase, 'looks at the order', 0.2, sometime(), () => this.#about(purchase, 'get'));
  }

  #step({ name, choices }: Purchase, what: string, probability: number, delay: number, act: () => unknown): void {
    if (this.world.happens(`${name}: ${what}`, probability, choices)) this.world.scheduler.after(delay, act);
  }

  async #prepay(purchase: Purchase, cart: Cart = purchase.cart): Promise<void> {
    this.#mayPay(purchase, await this.phone.prepay(cart));
  }

  #changeCart(purchase: Purchase): Promise<void> {
    const items = purchase.cart.items.map(({ sku, quantity }) => ({ sku, quantity: quantity + 1 }));
    return this.#prepay(purchase, { ...purchase.cart, items });
  }

  async #repay(purchase: Purchase): Promise<void> {
    const outTradeNo = await this.#numberOf(purchase);
    if (outTradeNo) this.#mayPay(purchase, await this.phone.repay(outTradeNo));
  }

  #mayPay(purchase: Purchase, toPay: ToPay | undefined): void {
    if (!toPay) return;
    const { choices } = purchase;
    const count = purchase.toPay.push(toPay);
    const delay = choices.below(choices.chance(0.2) ? ORDER_TIME : 60_000);
    this.#step(purchase, `pays at cashier ${count}`, 0.7, delay, () => this.#pay(purchase, toPay));
  }

  /** And then asks, some of them again and again. */
  async #pay(purchase: Purchase, toPay: ToPay, within = this.#patience(purchase)): Promise<void> {
    const { choices } = purchase;
    if (await this.phone.pay(toPay, choices, within)) wantMoneyBack(this.phone, toPay.outTradeNo);
    const times = choices.below(4);
    for (let i = 1; i <= times; i++) {
      const delay = choices.below(3_000 * i);
      this.#step(purchase, `asks ${i} times after paying`, 0.8, delay, () => this.#about(purchase, 'confirm'));
    }
  }

  /** Some are slow, and find that the order has been closed under their hands. */
  #patience({ choices }: Purchase): number {
    return choices.chance(0.15) ? ORDER_TIME * 1.3 : 20_000;
  }

  /** Some change their minds while the cancelling is under way. */
  async #cancel(purchase: Purchase): Promise<void> {
    const { choices } = purchase;
    const [toPay] = purchase.toPay;
    const delay = choices.below(choices.chance(0.7) ? 300 : 2_000);
    if (toPay) this.#step(purchase, 'pays while cancelling', 0.7, delay, () => this.#pay(purchase, toPay, 1_000));
    await this.#about(purchase, 'cancel');
  }

  async #about(purchase: Purchase, action: 'get' | 'confirm' | 'cancel'): Promise<void> {
    const outTradeNo = await this.#numberOf(purchase);
    if (outTradeNo) await this.phone.about(action, outTradeNo);
  }

  /** Where the phone was never told, the newest in the list of his orders. */
  async #numberOf({ toPay: [known] }: Purchase): Promise<string | undefined> {
    return known?.outTradeNo ?? (await this.phone.orders())?.[0]?.outTradeNo;
  }

  async #pry({ choices }: Purchase): Promise<void> {
    const orders = [...this.world.wechat.orders.keys()];
    const outTradeNo = orders[choices.below(orders.length)];
    const action = choices.pick(['get', 'confirm', 'cancel', 'refunds']);
    if (outTradeNo) await this.phone.about(action, outTradeNo);
  }
}
