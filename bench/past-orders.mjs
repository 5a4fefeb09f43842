// The orders of a shop that has sold before, and what WeChat says of them.
import { createHash } from 'node:crypto';
import { parts } from './typescript-parts.mjs';

const { closeDatabase, database, openDatabase, settle, settlementDocuments } = parts;
const PRICE = 1280;
/** So that a buyer's list has more than one page. */
const ORDERS_A_BUYER = 40;
/** Orders in one write; each write waits for the disk. */
const BATCH = 2_000;

/**
 * @param orders how many there are
 * @param unpaid how many of them wait for their payment, spread evenly; the others are paid, with all that belongs to it
 */
export function pastOrders({ api, merchant: { appid, mchid }, orders, unpaid, now = Date.now() }) {
  const every = Math.floor(orders / unpaid);
  const isUnpaid = (i) => i % every === 0 && i / every < unpaid;
  // Numbers and buyers come in no order, as in a shop.
  const mixed = (what, i) => createHash('sha256').update(`${what} ${i}`).digest('hex').toUpperCase();
  const numberOf = (i) => `20261210${mixed('order', i).slice(0, 20)}`;
  const transactionOf = (i) => `4200${String(i).padStart(24, '0')}`;
  const buyers = Math.ceil(orders / ORDERS_A_BUYER);
  const buyerOf = (i) => `oBuyer${String((i * 7919) % buyers).padStart(10, '0')}`;
  const createdAt = (i) => now - (orders - i) * 1_000;

  const unpaidOrder = (i) => ({
    _id: numberOf(i),
    openid: buyerOf(i),
    items: [{ sku: 'apple', title: '红富士苹果', price: PRICE, quantity: 1, picture: '/images/goods/apple.svg' }],
    amount: PRICE,
    currency: 'CNY',
    ...{ api, appid, mchid },
    clientIp: '203.0.113.7',
    status: 'PAYING',
    prepayId: `wx${mixed('prepay', i).slice(0, 34).toLowerCase()}`,
    prepayAt: createdAt(i) + 200,
    expireAt: createdAt(i) + 900_000,
    ...{ late: false, hold: false, fulfilmentSent: false },
    ...{ reserved: 0, asked: 0, refunded: 0, refundCount: 0 },
    nextCheckAt: createdAt(i) + 60_000,
    watchCount: 0,
    createdAt: createdAt(i),
  });
  const tradeOf = (i) => ({
    ...{ api, appid, mchid },
    outTradeNo: numberOf(i),
    state: 'SUCCESS',
    transactionId: transactionOf(i),
    total: PRICE,
    payerTotal: PRICE,
    currency: 'CNY',
    openid: buyerOf(i),
    paidAt: createdAt(i) + 20_000,
    digest: mixed('digest', i).toLowerCase(),
  });
  const documentsOf = (i) => {
    const order = unpaidOrder(i);
    if (isUnpaid(i)) return [['orders', order]];
    const trade = tradeOf(i);
    const settlement = settle(order, trade);
    const made = settlementDocuments(order, trade, settlement, { source: 'notification', now: trade.paidAt });
    return [
      ['orders', { ...order, ...settlement.changes }],
      ...made.map(({ collection, document }) => [collection, document]),
    ];
  };

  return {
    buyerOf,
    /** Writes all of them into the database of a cloud that does not run. */
    fill(dataFolder) {
      const opened = openDatabase(dataFolder, database);
      for (let first = 0; first < orders; first += BATCH) {
        const some = Array.from({ length: Math.min(BATCH, orders - first) }, (_, i) => documentsOf(first + i)).flat();
        opened.store.write(
          some.map(([collection, after]) => ({ collection, id: after._id, before: undefined, after })),
        );
      }
      closeDatabase(opened);
    },
    /** WeChat's notification, signed now, that the unpaid order number `place` was paid. */
    notification(keys, place) {
      const trade = tradeOf(place * every);
      return api === 'v3'
        ? parts.notificationV3(keys, parts.paidTradeV3(trade))
        : parts.notificationV2(keys, parts.paidTradeV2(trade));
    },
  };
}
