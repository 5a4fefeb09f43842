import { asFen, type Fen } from '../../../cloudfunctions/lib/payment/fen';
import type { Notification } from '../../../cloudfunctions/lib/payment/notification';
import type { RefundFact } from '../../../cloudfunctions/lib/payment/refund-fact';
import type { RefundOrder } from '../../../cloudfunctions/lib/payment/refund-order';
import type { Api } from '../../../cloudfunctions/lib/payment/trade';
import { Choices } from './choices';
import { refusal } from './refusal';
import { MERCHANT } from './shop';
import type { VirtualWechat, WechatOrder } from './virtual-wechat';
import type { World } from './world';

/** A refund as WeChat keeps it. */
export interface WechatRefund {
  outRefundNo: string;
  outTradeNo: string;
  amount: number;
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  /** Made in the merchant console, past our code. */
  byHand: boolean;
  choices: Choices;
  acceptedAt: number;
}

/** WeChat wants so much time between two refunds of an order (pay.weixin.qq.com/doc/v3/merchant/4012791862). */
const APART = 60_000;
/** After it was accepted, a query may for a while not find it. */
const STALE = 3_000;

const SECOND = 1_000;
const HOUR = 3600 * SECOND;

/** What WeChat Pay does with refunds: takes them, brings the money back sooner or later or not at all, and tells. */
export class VirtualRefunds {
  readonly refunds = new Map<string, WechatRefund>();
  readonly #onAccepted: ((outRefundNo: string) => void)[] = [];
  readonly #lastOf = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly wechat: VirtualWechat,
  ) {}

  ask(api: Api, asked: RefundOrder): RefundFact {
    const { outRefundNo, outTradeNo, amount } = asked;
    const order = this.wechat.orders.get(outTradeNo);
    if (order?.state !== 'SUCCESS') throw refusal('ORDER_NOT_EXIST');
    if (order.transactionId !== asked.transactionId || order.order.total !== asked.total) throw refusal('PARAM_ERROR');
    const known = this.refunds.get(outRefundNo);
    if (known) {
      if (known.outTradeNo !== outTradeNo || known.amount !== amount) throw refusal('PARAM_ERROR');
      return this.#factOf(known, api);
    }
    const choices = new Choices(this.world.seed, `refund · ${outRefundNo} · ${this.#now}`);
    this.#refuse(order, asked, choices);
    return this.#factOf(this.#accept(order, outRefundNo, amount, false), api);
  }

  query(api: Api, outRefundNo: string): RefundFact {
    const known = this.refunds.get(outRefundNo);
    const isNew = known && this.#now - known.acceptedAt < STALE && known.choices.chance(0.3);
    if (!known || isNew) throw refusal('REFUND_NOT_EXIST');
    return this.#factOf(known, api);
  }

  /** A person gives money back in the merchant console; our code hears of it by a notification at most. */
  byHand(outTradeNo: string, share: number): void {
    const order = this.wechat.orders.get(outTradeNo);
    if (order?.state !== 'SUCCESS') return;
    const amount = Math.min(this.#left(order), Math.max(1, Math.round(order.order.total * share)));
    if (amount < 1) return;
    const number = this.of(outTradeNo).filter(({ byHand }) => byHand).length + 1;
    this.world.note('merchant console', `refunds ${amount} of ${outTradeNo}`);
    this.#accept(order, `console-${outTradeNo}-${number}`, amount, true);
  }

  /** Calls the listener whenever a refund is accepted, whoever asked for it. */
  onAccepted(listener: (outRefundNo: string) => void): void {
    this.#onAccepted.push(listener);
  }

  of(outTradeNo: string): WechatRefund[] {
    return [...this.refunds.values()].filter((refund) => refund.outTradeNo === outTradeNo);
  }

  factOf(outRefundNo: string): RefundFact | undefined {
    const known = this.refunds.get(outRefundNo);
    const order = known && this.wechat.orders.get(known.outTradeNo);
    return known && order && this.#factOf(known, order.api);
  }

  #refuse(order: WechatOrder, { outRefundNo, amount }: RefundOrder, choices: Choices): void {
    const { world } = this;
    const { refundLater, refundNever } = world.faults;
    const { outTradeNo } = order.order;
    if (this.#now - (this.#lastOf.get(outTradeNo) ?? Number.NEGATIVE_INFINITY) < APART)
      throw refusal('FREQUENCY_LIMITED');
    if (amount > this.#left(order)) throw refusal('INVALID_REQUEST');
    const key = `refund ${outRefundNo} · ${this.#now}`;
    if (world.happens(`${key}: not now`, refundLater, choices)) {
      throw refusal(choices.pick(['NOT_ENOUGH', 'NOT_ENOUGH', 'FREQUENCY_LIMITED']));
    }
    if (world.happens(`${key}: never`, refundNever, choices)) throw refusal('USER_ACCOUNT_ABNORMAL');
  }

  #accept(order: WechatOrder, outRefundNo: string, amount: number, byHand: boolean): WechatRefund {
    const { outTradeNo } = order.order;
    const choices = new Choices(this.world.seed, `WeChat · refund ${outRefundNo}`);
    const acceptedAt = this.#now;
    const refund: WechatRefund = {
      ...{ outRefundNo, outTradeNo, amount, byHand, choices, acceptedAt },
      state: 'PROCESSING',
    };
    this.refunds.set(outRefundNo, refund);
    this.#lastOf.set(outTradeNo, this.#now);
    this.#process(refund);
    for (const listener of this.#onAccepted) listener(outRefundNo);
    return refund;
  }

  /** Mostly within seconds, now and then within hours; and what has come to nothing may come right by a person's hand. */
  #process(refund: WechatRefund): void {
    const { choices, outRefundNo, byHand } = refund;
    const { world } = this;
    const takes = choices.below(choices.pick(byHand ? [0.3, 0.3, 60] : [1, 5, 60, 60, 120, 4 * 3600]) * SECOND);
    const stuck = !byHand && world.happens(`refund ${outRefundNo} is stuck`, world.faults.refundStuck, choices);
    const end = stuck ? choices.pick(['CLOSED', 'ABNORMAL', 'ABNORMAL']) : 'SUCCESS';
    world.scheduler.after(takes, () => this.#move(refund, end));
    if (end !== 'ABNORMAL' || !choices.chance(0.7)) return;
    world.scheduler.after(takes + choices.below(6 * HOUR), () =>
      this.#move(refund, choices.pick(['SUCCESS', 'CLOSED'])),
    );
  }

  #move(refund: WechatRefund, state: WechatRefund['state']): void {
    const { outRefundNo, outTradeNo } = refund;
    refund.state = state;
    this.world.note('WeChat', `refund ${outRefundNo} of ${outTradeNo} is ${state}`);
    const order = this.wechat.orders.get(outTradeNo);
    if (!order) return;
    const fact = this.#factOf(refund, order.api);
    this.wechat.notifier.send(`${state} of refund ${outRefundNo}`, newsOf(fact), order.api, fact);
  }

  #left({ order }: WechatOrder): number {
    const taken = this.of(order.outTradeNo).filter(({ state }) => state !== 'CLOSED');
    return order.total - taken.reduce((sum, { amount }) => sum + amount, 0);
  }

  #factOf({ outRefundNo, outTradeNo, amount, state, acceptedAt }: WechatRefund, api: Api): RefundFact {
    return {
      ...{ api, mchid: MERCHANT.mchid, outTradeNo, outRefundNo, state },
      refundId: `5030${outRefundNo}`,
      transactionId: this.wechat.orders.get(outTradeNo)?.transactionId ?? '',
      amount: asFen(amount) as Fen,
      ...(state === 'SUCCESS' ? { succeededAt: acceptedAt } : {}),
      digest: '0'.repeat(64),
    };
  }

  get #now(): number {
    return this.world.scheduler.now;
  }
}

/** API v2 signs no refund notification, so it is no more than a hint. */
function newsOf(refund: RefundFact): Notification {
  const { api, outTradeNo, outRefundNo, state } = refund;
  const id = `event-${outRefundNo}-${state}`;
  return api === 'v2' ? { kind: 'refund-hint', id, outTradeNo, outRefundNo } : { kind: 'refund', id, refund };
}
