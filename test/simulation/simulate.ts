import { AT_ANSWER } from './invariants/at-answer';
import { AT_COMMIT } from './invariants/at-commit';
import { AT_REST } from './invariants/at-rest';
import { AT_DELIVERY, AT_REFUND, AT_UPLOAD } from './invariants/at-the-door';
import { firstBroken, sum } from './invariants/invariant';
import { OUTBOX_AT_COMMIT } from './invariants/outbox-at-commit';
import { REFUNDS_AT_COMMIT } from './invariants/refunds-at-commit';
import { REFUNDS_AT_REST } from './invariants/refunds-at-rest';
import { type Cast, everybody } from './scenarios/cast';
import { checkThatMicrotasksDrain } from './world/drain-microtasks';
import { type Breach, type Inspector, type Plan, type Stats, World } from './world/world';

export type { Breach, Plan } from './world/world';

/** What came of one history. */
export interface Outcome {
  seed: number;
  /** Of every line of the history: the same plan gives the same. */
  hash: string;
  breach?: Breach;
  /** What happened by chance, in order: each can be left out by `Plan.without`. */
  happened: string[];
  /** Empty unless `Plan.record`. */
  lines: string[];
  stats: Stats & Figures;
}

interface Figures {
  events: number;
  orders: number;
  paid: number;
  late: number;
  hold: number;
  anomalies: number;
  /** Orders whose goods have reached the carrier, and those whose goods were stopped. */
  delivered: number;
  cancelled: number;
  dead: number;
  refunds: number;
  declined: number;
  /** Made in the merchant console, and taken into the books. */
  external: number;
  /** Fen that are back at the buyers, by our orders and by WeChat. */
  refunded: number;
  refundedAtWechat: number;
  /** Milliseconds from each payment in time to the commit that made its order PAID. */
  settledAfter: number[];
  /** The same of payments that came after closing, and from there until the money was asked back. */
  lateKnownAfter: number[];
  lateAskedBackAfter: number[];
}

const HOUR = 3600_000;
/** Nothing breaks any more from here on; WeChat goes on sending for a day. */
const CALM = 3 * HOUR;
/** After the last notification, 24 hours and 4 minutes after the last money moved. */
const LAST_LOOK = 45 * HOUR;

const ALL_AT_COMMIT = [...AT_COMMIT, ...REFUNDS_AT_COMMIT, ...OUTBOX_AT_COMMIT];
const ALL_AT_REST = [...AT_REST, ...REFUNDS_AT_REST];

const inspector: Inspector = {
  commit: (world, commit) => firstBroken(ALL_AT_COMMIT, world, commit),
  answer: (world, answer) => firstBroken(AT_ANSWER, world, answer),
  refund: (world, refund) => firstBroken(AT_REFUND, world, refund),
  delivery: (world, delivery) => firstBroken(AT_DELIVERY, world, delivery),
  upload: (world, upload) => firstBroken(AT_UPLOAD, world, upload),
};

/** Lives through one history, from the first customer to the day after. */
export function simulate(plan: Plan, cast: Cast = everybody): Outcome {
  checkThatMicrotasksDrain();
  const world = new World(plan, inspector);
  const phones = cast(world);
  world.scheduler.after(CALM, () => world.heal());
  world.scheduler.after(LAST_LOOK, () => {
    for (const phone of phones) void phone.lookAtEverything();
  });
  world.scheduler.run();
  if (!world.breach) world.check(firstBroken(ALL_AT_REST, world, undefined));
  return outcomeOf(world);
}

function outcomeOf(world: World): Outcome {
  const { plan, breach, happened, lines, stats, scheduler } = world;
  return {
    seed: plan.seed,
    hash: world.hash.toString(16).padStart(8, '0'),
    ...(breach ? { breach } : {}),
    happened,
    lines,
    stats: { ...stats, events: scheduler.events, ...figuresOf(world) },
  };
}

function figuresOf({ store, wechat, carrier, chronicle }: World): Omit<Figures, 'events'> {
  const orders = store.all('orders');
  const outbox = store.all('outbox');
  const refunds = store.all('refunds');
  const count = (field: string) => orders.filter((order) => order[field] === true).length;
  const payments = [...wechat.orders.values()].flatMap(({ order, paidAt, wasClosed }) => {
    const { paidAt: knownAt, lateRefundSentAt: askedBackAt } = chronicle.of(order.outTradeNo);
    return paidAt === undefined || knownAt === undefined ? [] : { paidAt, knownAt, wasClosed, askedBackAt };
  });
  const late = payments.filter(({ askedBackAt }) => askedBackAt !== undefined);
  return {
    orders: orders.length,
    paid: orders.filter(({ status }) => status === 'PAID').length,
    late: count('late'),
    hold: count('hold'),
    anomalies: store.all('anomalies').length,
    delivered: new Set([...carrier.delivered.values()].map(({ outTradeNo }) => outTradeNo)).size,
    cancelled: outbox.filter(({ status }) => status === 'CANCELLED').length,
    dead: outbox.filter(({ status }) => status === 'DEAD').length,
    refunds: refunds.length,
    declined: refunds.filter(({ status }) => status === 'DECLINED').length,
    external: refunds.filter(({ external }) => external === true).length,
    refunded: sum(orders, ({ refunded }) => Number(refunded)),
    refundedAtWechat: sum(
      [...wechat.refunds.refunds.values()].filter(({ state }) => state === 'SUCCESS'),
      ({ amount }) => amount,
    ),
    settledAfter: payments.filter(({ wasClosed }) => !wasClosed).map(({ paidAt, knownAt }) => knownAt - paidAt),
    lateKnownAfter: late.map(({ paidAt, knownAt }) => knownAt - paidAt),
    lateAskedBackAfter: late.map(({ knownAt, askedBackAt = 0 }) => askedBackAt - knownAt),
  };
}
