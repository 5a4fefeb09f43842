import { backOff } from '../payment/back-off';
import { describeOrder } from '../payment/describe-order';
import type { OutboxEntry } from '../payment/documents';
import { fulfilmentFate } from '../payment/fulfilment-fate';
import type { Order } from '../payment/order';
import { alertEntry, shippingEntry } from '../payment/outbox-entries';
import type { Shipment } from '../payment/shipment';
import type { BackofficePorts, Transaction } from './ports';
import { workThrough } from './work-through';

const LIMIT = 100;
const TRIES = 10;
/** Longer than a function lives: whoever holds an entry and dies has let it go before the next one takes it. */
const LEASE = 65_000;
const WAIT_FOR_DECISION = 120_000;
const PATIENCE = 10_000;

/**
 * Does what committed changes owe the world, at least once each, with the entry's id as the key by which the receiver
 * knows a repetition. What fails is tried again after growing pauses; after ten tries it is DEAD, and a person is called.
 */
export async function deliverOutbox(ports: BackofficePorts, deadline: number): Promise<boolean> {
  const due = await ports.database.find('outbox', {
    where: { status: 'PENDING', leaseUntil: { below: ports.clock() } },
    orderBy: { field: 'leaseUntil', direction: 'asc' },
    limit: LIMIT,
  });
  return workThrough(ports, due, deadline, async ({ _id }) => {
    const claimed = await claim(ports, _id);
    if (claimed) await markDone(ports, claimed, await deliver(ports, claimed));
  });
}

interface Claimed {
  entry: OutboxEntry;
  /** Of the entries that are about goods. */
  order?: Order;
}

async function claim({ clock, database }: BackofficePorts, id: string): Promise<Claimed | undefined> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const entry = await transaction.get('outbox', id);
    if (entry?.status !== 'PENDING' || entry.leaseUntil > now) return undefined;
    const { kind, outTradeNo } = entry;
    if (entry.tries >= TRIES) return bury(transaction, entry, now);
    const tries = entry.tries + 1;
    const taken = { tries, leaseUntil: now + backOff(tries, LEASE) };
    if (kind !== 'fulfil' && kind !== 'shipping') {
      await transaction.update('outbox', id, taken);
      return { entry: { ...entry, ...taken } };
    }
    const order = outTradeNo === undefined ? undefined : await transaction.get('orders', outTradeNo);
    if (!order) throw new Error(`Outbox entry ${id} has no order.`);
    const fate = kind === 'fulfil' ? fulfilmentFate(order) : 'deliver';
    if (fate === 'deliver') {
      await transaction.update('outbox', id, taken);
      if (!order.fulfilmentSent) await transaction.update('orders', order._id, { fulfilmentSent: true });
      return { entry: { ...entry, ...taken }, order: { ...order, fulfilmentSent: true } };
    }
    const put = fate === 'cancel' ? { status: 'CANCELLED' as const } : { leaseUntil: now + WAIT_FOR_DECISION };
    await transaction.update('outbox', id, put);
    return undefined;
  });
}

async function bury(transaction: Transaction, { _id, kind, outTradeNo }: OutboxEntry, now: number): Promise<undefined> {
  await transaction.update('outbox', _id, { status: 'DEAD' });
  if (kind === 'alert') return;
  const alert = alertEntry(`dead:${_id}`, `试了 ${TRIES} 次都没有成功，请人工处理：${_id}`, now, outTradeNo);
  if (!(await transaction.get('outbox', alert._id))) await transaction.create('outbox', alert);
}

/** Answers how the goods travel, where goods were sent. */
async function deliver(ports: BackofficePorts, { entry, order }: Claimed): Promise<Shipment | undefined> {
  const { _id, kind, outTradeNo, payload } = entry;
  switch (kind) {
    case 'fulfil':
      return order && inTime(ports, _id, ports.fulfil(order, _id));
    case 'shipping':
      await (order && inTime(ports, _id, upload(ports, entry, order)));
      return;
    case 'alert':
      ports.log.error(`ALERT ${payload.message}`, { id: _id, outTradeNo });
      return;
    case 'refunded':
      ports.log.info('A refund has reached the buyer.', { ...payload, outTradeNo });
      return;
  }
}

function upload(ports: BackofficePorts, { payload, createdAt }: OutboxEntry, order: Order): Promise<void> {
  return ports.uploadShipping({
    transactionId: order.transactionId ?? '',
    openid: order.openid,
    itemDescription: describeOrder(order.items),
    shipment: payload as unknown as Shipment,
    uploadedAt: createdAt,
  });
}

/** A receiver that does not answer must not use up the time of the others. */
async function inTime<T>(ports: BackofficePorts, id: string, work: Promise<T>): Promise<T> {
  const late = ports.pause(PATIENCE).then(() => {
    throw new Error(`${id} was not delivered within ${PATIENCE / 1000} seconds.`);
  });
  return Promise.race([work, late]);
}

async function markDone({ clock, database }: BackofficePorts, { entry }: Claimed, shipment?: Shipment): Promise<void> {
  const now = clock();
  await database.transaction(async (transaction) => {
    const { _id, kind, outTradeNo } = entry;
    const current = await transaction.get('outbox', _id);
    if (current?.status !== 'PENDING') return;
    await transaction.update('outbox', _id, { status: 'DONE' });
    if (kind !== 'fulfil' || outTradeNo === undefined) return;
    await transaction.update('orders', outTradeNo, { fulfilledAt: now });
    if (!shipment || (await transaction.get('outbox', `shipping:${outTradeNo}`))) return;
    await transaction.create('outbox', shippingEntry(outTradeNo, shipment, now));
  });
}
