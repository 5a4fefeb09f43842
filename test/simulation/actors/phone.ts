import type { Reply } from '../../../typings/api';
import { callFunction } from '../world/call-function';
import type { Choices } from '../world/choices';
import type { World } from '../world/world';

export interface Cart {
  requestId: string;
  items: { sku: string; quantity: number }[];
}

export interface ToPay {
  outTradeNo: string;
  prepayId: string;
}

/** A wish to have money back, by a buyer or by an operator. */
export interface RefundWish {
  refundOf: string;
  requestId: string;
  /** Fen; all that is left where it is undefined. */
  amount?: number;
}

/** How often a phone that hears nothing tries again by itself. */
const TRIES = 5;

/** A phone with the mini program, and one person logged in to it. */
export class Phone {
  readonly openid: string;

  constructor(
    readonly world: World,
    readonly name: string,
  ) {
    this.openid = `o${name.replace(/\W/g, '')}`;
  }

  /** What a hostile page would add to the cart is in it, and must come to nothing. */
  async prepay(cart: Cart): Promise<ToPay | undefined> {
    const { requestId } = cart;
    const invented = { amount: 1, total: 1, price: 1, openid: 'oSomebodyElse', status: 'PAID' };
    const items = cart.items.map((item) => ({ ...item, price: 1 }));
    return toPay(await this.call('prepay', { action: 'prepay', requestId, items, ...invented }, cart));
  }

  async repay(outTradeNo: string): Promise<ToPay | undefined> {
    return toPay(await this.call('prepay', { action: 'repay', outTradeNo }));
  }

  /** Tries again where it is told nothing. */
  async keepTrying<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    let result = await attempt();
    for (let i = 1; i < TRIES && result === undefined; i++) {
      await this.wait(2_000);
      result = await attempt();
    }
    return result;
  }

  about(action: 'get' | 'confirm' | 'cancel' | 'refunds', outTradeNo: string): Promise<Reply<unknown> | undefined> {
    return this.call('trade', { action, outTradeNo });
  }

  /** As the buyer, who asks, or as an operator, who orders it. */
  refund(by: 'requestRefund' | 'refund', wish: RefundWish): Promise<Reply<unknown> | undefined> {
    const { refundOf: outTradeNo, requestId, amount } = wish;
    const invented = { status: 'SUCCESS', by: 'system', openid: 'oSomebodyElse' };
    const event = { action: by, requestId, outTradeNo, amount, reason: '不想要了', ...invented };
    return this.call(by === 'refund' ? 'backoffice' : 'trade', event, wish);
  }

  async orders(): Promise<{ outTradeNo: string; status: string }[] | undefined> {
    const reply = await this.call('trade', { action: 'list' });
    return reply?.ok ? (reply.data as { orders: { outTradeNo: string; status: string }[] }).orders : undefined;
  }

  /** The cashier opens if the order can be paid, and the money moves when the buyer has given his password, `within` so long. */
  async pay({ prepayId }: ToPay, choices: Choices, within = 20_000): Promise<boolean> {
    const { world, name } = this;
    const opened = world.wechat.openCashier(prepayId);
    world.note(name, opened ? `is at the cashier with ${prepayId}` : `finds that ${prepayId} cannot be paid`);
    if (!opened) return false;
    await this.wait(choices.below(within));
    return world.wechat.pay(prepayId);
  }

  /** Opens the list of orders and every one that does not say it is paid, on a day when nothing breaks. */
  async lookAtEverything(): Promise<void> {
    const orders = await this.orders();
    if (!orders) this.world.unanswered.push(`${this.name} asks for the list`);
    for (const { outTradeNo, status } of orders ?? []) {
      if (status === 'PAID') continue;
      const reply = await this.about('confirm', outTradeNo);
      if (!reply?.ok) this.world.unanswered.push(`${this.name} asks for ${outTradeNo}: ${JSON.stringify(reply)}`);
    }
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resume) => this.world.scheduler.after(milliseconds, resume));
  }

  /** The reply, or nothing where nothing was heard. */
  async call(functionName: string, event: object, about?: Cart | RefundWish): Promise<Reply<unknown> | undefined> {
    const { name, openid } = this;
    const caller = { openid, source: 'wx_client', clientIp: '203.0.113.7' };
    const answered = await callFunction(this.world, { who: name, functionName, event, caller, about });
    return answered.kind === 'answered' ? (answered.reply as Reply<unknown>) : undefined;
  }
}

function toPay(reply: Reply<unknown> | undefined): ToPay | undefined {
  if (!reply?.ok) return undefined;
  const { outTradeNo, payment } = reply.data as { outTradeNo: string; payment: { package: string } };
  return { outTradeNo, prepayId: payment.package.replace('prepay_id=', '') };
}
