import { asFen, type Fen } from '../../../cloudfunctions/lib/payment/fen';
import type { RefundFact } from '../../../cloudfunctions/lib/payment/refund-fact';
import type { Trade } from '../../../cloudfunctions/lib/payment/trade';
import { Choices } from '../world/choices';
import type { World } from '../world/world';

/** Something about a real order that is not true of it, in a message that WeChat has really signed. */
const FOREIGN: Record<string, (trade: Trade) => Partial<Trade>> = {
  'another amount': ({ total = 0 }) => ({ total: asFen(total + 1) }),
  'one fen': () => ({ total: asFen(1) }),
  'another appid': () => ({ appid: 'wxfedcba9876543210' }),
  'another merchant': () => ({ mchid: '1900000002' }),
  'another buyer': () => ({ openid: 'oStranger' }),
  'another currency': () => ({ currency: 'USD' }),
  'the other protocol': ({ api }) => ({ api: api === 'v2' ? 'v3' : 'v2' }),
  'a state nobody knows': () => ({ state: 'PAID_PERHAPS' }),
  'no number of its own': () => ({ transactionId: undefined }),
};

const FOREIGN_REFUND: Record<string, (refund: RefundFact) => Partial<RefundFact>> = {
  'another amount': ({ amount }) => ({ amount: (amount + 1) as Fen }),
  'another merchant': () => ({ mchid: '1900000002' }),
  'another payment': () => ({ transactionId: '4300000000000000000000000001' }),
  'the other protocol': ({ api }) => ({ api: api === 'v2' ? 'v3' : 'v2' }),
  'a state nobody knows': () => ({ state: 'REFUNDED_PERHAPS' }),
};

/** Everything fits, but the order has been paid by another transaction. */
const SECOND_PAYMENT = 'a second payment';

const LATEST = 3 * 3600_000;

/**
 * Whoever else sends notifications: other merchants, whose are genuine and not ours; WeChat itself with what we do not act
 * on or cannot read; and anybody on the internet, without a seal.
 */
export function strangersCall(world: World): void {
  for (let i = 1; i <= 3; i++) {
    const name = `stranger ${i}`;
    const choices = new Choices(world.seed, name);
    if (!world.happens(name, 0.3, choices)) continue;
    world.scheduler.after(choices.below(LATEST), () => visit(world, name, choices));
  }
}

function visit(world: World, name: string, choices: Choices): void {
  const orders = [...world.wechat.orders.keys()];
  const outTradeNo = orders[choices.below(orders.length)];
  const paid = world.store.get('orders', outTradeNo ?? '')?.status === 'PAID';
  const kinds = Object.keys(FOREIGN);
  const untrue = kinds[choices.below(kinds.length)] ?? '';
  const kind = choices.chance(0.3) && paid ? SECOND_PAYMENT : untrue;
  const other = choices.fraction();
  const { notifier, refunds } = world.wechat;
  const known = [...refunds.refunds.keys()];
  const fact = refunds.factOf(known[choices.below(known.length)] ?? '');
  if (choices.chance(0.6) && fact) {
    speakOfRefund(world, name, fact, choices);
    return;
  }
  if (other < 0.25) {
    const unhandled = { kind: 'unhandled', id: name, type: 'REFUND.SUCCESS' } as const;
    const unreadable = { kind: 'undecipherable', reason: 'the key is another' } as const;
    notifier.send(name, other < 0.15 ? unhandled : unreadable);
    return;
  }
  const trade = outTradeNo === undefined ? undefined : world.wechat.tradeOf(outTradeNo);
  if (!trade) return;
  if (other < 0.4) {
    world.note(name, `makes up a payment of ${outTradeNo}`);
    void notifier.forge(trade.api, JSON.stringify({ seal: 'seal-0', outTradeNo, state: 'SUCCESS' }));
    return;
  }
  const order = world.store.get('orders', trade.outTradeNo);
  const genuine: Trade = {
    ...trade,
    state: 'SUCCESS',
    transactionId: `4300${String(choices.below(2 ** 31)).padStart(24, '0')}`,
    total: asFen(order?.amount),
    openid: String(order?.openid),
    paidAt: world.scheduler.now,
  };
  world.note(name, `has WeChat send a proof with ${kind} for ${outTradeNo}`);
  notifier.send(name, {
    kind: 'trade',
    id: `event-${name}`,
    trade: { ...genuine, ...FOREIGN[kind]?.(genuine) },
  });
}

/** API v2 signs nothing about refunds, so anybody who has seen a hint can repeat it; in v3 only WeChat can speak. */
function speakOfRefund(world: World, name: string, fact: RefundFact, choices: Choices): void {
  const { outTradeNo, outRefundNo, api } = fact;
  const { notifier } = world.wechat;
  if (api === 'v2') {
    const other = choices.pick([outRefundNo, 'R-made-up']);
    notifier.send(name, { kind: 'refund-hint', id: `event-${name}`, outTradeNo, outRefundNo: other }, 'v2');
    return;
  }
  // What was made by hand has no amount but the one that WeChat says.
  const ours = !world.wechat.refunds.refunds.get(outRefundNo)?.byHand;
  const kinds = Object.keys(FOREIGN_REFUND).slice(ours ? 0 : 1);
  const kind = kinds[choices.below(kinds.length)] ?? '';
  world.note(name, `has WeChat tell of a refund with ${kind}: ${outRefundNo}`);
  const refund = { ...fact, state: 'SUCCESS', ...FOREIGN_REFUND[kind]?.(fact) };
  notifier.send(name, { kind: 'refund', id: `event-${name}`, refund }, 'v3');
}
