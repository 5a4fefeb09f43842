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

const SOON = 180_000;

/**
 * Whoever else sends notifications: other merchants, whose are genuine and not ours; WeChat itself with what we do not act
 * on or cannot read; and anybody on the internet, without a seal. They come while there is something to be had: soon after
 * an order or a refund has come into being.
 */
export function strangersCall(world: World): void {
  const { wechat } = world;
  wechat.onMade((outTradeNo) => {
    const name = `stranger at ${outTradeNo}`;
    const choices = new Choices(world.seed, name);
    if (!world.happens(name, 0.25, choices)) return;
    world.scheduler.after(choices.below(SOON), () => visit(world, name, outTradeNo, choices));
  });
  wechat.refunds.onAccepted((outRefundNo) => {
    const name = `stranger at ${outRefundNo}`;
    const choices = new Choices(world.seed, name);
    if (!world.happens(name, 0.3, choices)) return;
    world.scheduler.after(choices.below(choices.pick([2_000, SOON])), () =>
      speakOfRefund(world, name, outRefundNo, choices),
    );
  });
}

function visit(world: World, name: string, outTradeNo: string, choices: Choices): void {
  const paid = world.store.get('orders', outTradeNo)?.status === 'PAID';
  const kinds = Object.keys(FOREIGN);
  const untrue = kinds[choices.below(kinds.length)] ?? '';
  const kind = choices.chance(0.3) && paid ? SECOND_PAYMENT : untrue;
  const other = choices.fraction();
  const { notifier } = world.wechat;
  if (other < 0.2) {
    const unhandled = { kind: 'unhandled', id: name, type: 'REFUND.SUCCESS' } as const;
    const unreadable = { kind: 'undecipherable', reason: 'the key is another' } as const;
    notifier.send(name, other < 0.1 ? unhandled : unreadable);
    return;
  }
  const trade = world.wechat.tradeOf(outTradeNo);
  if (!trade) return;
  if (other < 0.3) {
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
function speakOfRefund(world: World, name: string, outRefundNo: string, choices: Choices): void {
  const fact = world.wechat.refunds.factOf(outRefundNo);
  if (!fact) return;
  const { outTradeNo, api } = fact;
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
