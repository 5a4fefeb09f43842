import { GatewayUnknown } from '../../../cloudfunctions/lib/errors';
import { asFen, type Fen } from '../../../cloudfunctions/lib/payment/fen';
import type { Notification, NotificationRequest } from '../../../cloudfunctions/lib/payment/notification';
import type { PrepayOrder } from '../../../cloudfunctions/lib/payment/prepay-order';
import type { Api, Trade, TradeState } from '../../../cloudfunctions/lib/payment/trade';
import { Choices } from './choices';
import { Notifier } from './notifier';
import { refusal } from './refusal';
import { MERCHANT } from './shop';
import { VirtualRefunds } from './virtual-refunds';
import type { World } from './world';

/** An order as WeChat keeps it. */
export interface WechatOrder {
  api: Api;
  /** Of this order alone, so that leaving out one order changes nothing about another. */
  choices: Choices;
  order: PrepayOrder;
  prepayIds: string[];
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED';
  createdAt: number;
  /** WeChat has said that nobody can pay it any more, though a payment may have been under way. */
  wasClosed: boolean;
  /** A buyer is at the cashier. */
  paying: boolean;
  transactionId?: string;
  paidAt?: number;
}

/** After a payment, a query may for a while be answered from before it. */
const STALE = 3_000;
/** Within this time WeChat may refuse to close a new order (pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_3). */
const TOO_YOUNG = 5 * 60_000;
/** How long a payment that began before the closing may take to come through. */
const UNDER_WAY = 90_000;

/** WeChat Pay, as far as the Gateway port shows it, with what the phone and the merchant console can do to it. */
export class VirtualWechat {
  readonly orders = new Map<string, WechatOrder>();
  /** The protocol that the shop makes new orders by. */
  readonly api: Api;
  readonly notifier: Notifier;
  readonly refunds: VirtualRefunds;
  readonly #byPrepayId = new Map<string, WechatOrder>();
  readonly #onMade: ((outTradeNo: string) => void)[] = [];
  readonly #onPaid: ((outTradeNo: string) => void)[] = [];

  constructor(private readonly world: World) {
    this.api = new Choices(world.seed, 'protocol').pick(['v2', 'v3']);
    this.notifier = new Notifier(world);
    this.refunds = new VirtualRefunds(world, this);
  }

  prepay(api: Api, order: PrepayOrder): { prepayId: string } {
    const known = this.orders.get(order.outTradeNo);
    if (known?.state === 'SUCCESS') throw refusal('ORDER_PAID');
    if (known?.state === 'CLOSED') throw refusal('ORDER_CLOSED');
    if (known && JSON.stringify(known.order) !== JSON.stringify(order)) throw refusal('INVALID_REQUEST');
    if (this.#now >= order.expireAt) throw refusal(known ? 'ORDER_CLOSED' : 'PARAM_ERROR');
    const kept: WechatOrder = known ?? {
      choices: new Choices(this.world.seed, `WeChat · ${order.outTradeNo}`),
      ...{ api, order, prepayIds: [], state: 'NOTPAY', createdAt: this.#now },
      ...{ wasClosed: false, paying: false },
    };
    this.orders.set(order.outTradeNo, kept);
    const prepayId = `wx-${order.outTradeNo}-${kept.prepayIds.length + 1}`;
    kept.prepayIds.push(prepayId);
    this.#byPrepayId.set(prepayId, kept);
    if (!known) for (const listener of this.#onMade) listener(order.outTradeNo);
    return { prepayId };
  }

  query(api: Api, outTradeNo: string): Trade {
    const kept = this.orders.get(outTradeNo);
    if (!kept) throw refusal('ORDER_NOT_EXIST');
    return this.#tradeOf(kept, api, this.#stateSeenBy(kept));
  }

  close(_api: Api, outTradeNo: string): void {
    const kept = this.orders.get(outTradeNo);
    if (!kept) throw refusal('ORDER_NOT_EXIST');
    if (kept.state === 'SUCCESS') throw refusal('ORDER_PAID');
    if (kept.state === 'CLOSED') throw refusal('ORDER_CLOSED');
    if (this.#now - kept.createdAt < TOO_YOUNG && kept.choices.chance(0.3)) {
      if (kept.choices.chance(0.5)) throw refusal('TRADE_STATE_ERROR');
      throw new GatewayUnknown('SYSTEMERROR');
    }
    kept.state = 'CLOSED';
    kept.wasClosed = true;
    if (kept.paying) this.#perhapsStillPaid(kept);
  }

  /** Whether the cashier opens: somebody else may have paid or closed, or the time may be up. */
  openCashier(prepayId: string): boolean {
    const kept = this.#byPrepayId.get(prepayId);
    if (kept?.state !== 'NOTPAY' || this.#now >= kept.order.expireAt) return false;
    kept.paying = true;
    return true;
  }

  /**
   * The buyer has given his password. The money moves if the order can still be paid; once in a while it also moves
   * shortly after the order was closed, because the payment was already under way.
   */
  pay(prepayId: string): boolean {
    const kept = this.#byPrepayId.get(prepayId);
    if (!kept) throw new Error(`Nobody was given ${prepayId}.`);
    kept.paying = false;
    const payable = kept.state === 'NOTPAY' && this.#now < kept.order.expireAt;
    if (!payable) this.#perhapsStillPaid(kept);
    if (!payable) return false;
    this.#moveMoney(kept);
    return true;
  }

  /** A payment that was under way when the order was closed comes through now. */
  completeLate(outTradeNo: string): void {
    const kept = this.orders.get(outTradeNo);
    if (kept?.wasClosed) this.#moveMoney(kept);
  }

  /** Calls the listener whenever there is a new order. */
  onMade(listener: (outTradeNo: string) => void): void {
    this.#onMade.push(listener);
  }

  /** Calls the listener whenever money comes in, as the merchant console shows it. */
  onPaid(listener: (outTradeNo: string) => void): void {
    this.#onPaid.push(listener);
  }

  /** What a genuine notification says is known by its seal; nothing else in it is looked at before. */
  readNotification(api: Api, { body }: NotificationRequest): Notification {
    return this.notifier.read(api, body.toString());
  }

  tradeOf(outTradeNo: string): Trade | undefined {
    const kept = this.orders.get(outTradeNo);
    return kept && this.#tradeOf(kept, kept.api, kept.state);
  }

  /** Whether a trade is the very payment that was made here, in every field that identifies it. */
  hasTakenMoneyIn({ transactionId, api, appid, mchid, outTradeNo, total, openid, currency, state }: Trade): boolean {
    const kept = this.orders.get(outTradeNo);
    if (kept?.state !== 'SUCCESS' || kept.transactionId !== transactionId || kept.api !== api) return false;
    const same = appid === MERCHANT.appid && mchid === MERCHANT.mchid && openid === kept.order.openid;
    return same && total === kept.order.total && currency === 'CNY' && (state === 'SUCCESS' || state === 'REFUND');
  }

  #moveMoney(kept: WechatOrder): void {
    if (kept.state === 'SUCCESS') return;
    kept.state = 'SUCCESS';
    const { outTradeNo } = kept.order;
    kept.transactionId = `4200${outTradeNo}`;
    kept.paidAt = this.#now;
    this.world.note('WeChat', `${outTradeNo} is paid${kept.wasClosed ? ', after it was closed' : ''}`);
    this.notifier.send(`payment of ${outTradeNo}`, {
      kind: 'trade',
      id: `event-${kept.transactionId}`,
      trade: this.#tradeOf(kept, kept.api, 'SUCCESS'),
    });
    for (const listener of this.#onPaid) listener(outTradeNo);
  }

  /** A payment that began before the closing may come through after it, often at once. */
  #perhapsStillPaid(kept: WechatOrder): void {
    const { choices } = kept;
    const underWay = choices.chance(0.6);
    const delay = choices.below(choices.chance(0.7) ? 100 : UNDER_WAY);
    if (underWay) this.world.scheduler.after(delay, () => this.#moveMoney(kept));
  }

  #stateSeenBy(kept: WechatOrder): TradeState {
    const { state, paidAt = 0, paying, order } = kept;
    if (state === 'SUCCESS') {
      if (this.#now - paidAt < STALE && kept.choices.chance(0.4)) return kept.wasClosed ? 'CLOSED' : 'USERPAYING';
      return this.refunds.of(order.outTradeNo).some((one) => one.state !== 'CLOSED') ? 'REFUND' : 'SUCCESS';
    }
    // Time up closes an order at WeChat, though not to the second.
    if (state === 'NOTPAY' && this.#now >= order.expireAt && kept.choices.chance(0.8)) kept.wasClosed = true;
    if (state === 'NOTPAY' && kept.wasClosed) kept.state = 'CLOSED';
    if (kept.state === 'CLOSED') return 'CLOSED';
    if (paying) return 'USERPAYING';
    return kept.choices.chance(0.05) ? 'PAYERROR' : 'NOTPAY';
  }

  #tradeOf({ order, transactionId, paidAt }: WechatOrder, api: Api, state: TradeState): Trade {
    const { outTradeNo, total, openid } = order;
    const money = state === 'SUCCESS' || state === 'REFUND';
    const payerTotal = this.#paidByBuyer(order);
    const paid = money && transactionId && paidAt ? { transactionId, paidAt, total, payerTotal, openid } : {};
    return { api, ...MERCHANT, outTradeNo, state, currency: 'CNY', digest: '0'.repeat(64), ...paid };
  }

  /** Some have a coupon of WeChat's, who pays the shop what it takes off. */
  #paidByBuyer({ outTradeNo, total }: PrepayOrder): Fen {
    const coupon = new Choices(this.world.seed, `coupon · ${outTradeNo}`);
    return coupon.chance(0.3) ? (asFen(total - coupon.below(total)) as Fen) : total;
  }

  get #now(): number {
    return this.world.scheduler.now;
  }
}
