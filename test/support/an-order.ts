import type { Refund } from '../../cloudfunctions/lib/payment/documents';
import type { Fen } from '../../cloudfunctions/lib/payment/fen';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import type { RefundFact } from '../../cloudfunctions/lib/payment/refund-fact';
import type { Trade } from '../../cloudfunctions/lib/payment/trade';

export const fen = (value: number) => value as Fen;

/** An order of one apple that waits for its payment. */
export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    _id: '202612100123456789ABCDEFGHJK',
    openid: 'oBuyerA',
    items: [{ sku: 'apple', title: '红富士苹果', price: fen(1280), quantity: 1, picture: 'apple' }],
    amount: fen(1280),
    currency: 'CNY',
    api: 'v3',
    appid: 'wx0123456789abcdef',
    mchid: '1900000001',
    clientIp: '203.0.113.7',
    status: 'PAYING',
    prepayId: 'prepay-1',
    prepayAt: 1_796_868_001_000,
    expireAt: 1_796_868_900_000,
    late: false,
    hold: false,
    fulfilmentSent: false,
    reserved: fen(0),
    asked: fen(0),
    refunded: fen(0),
    refundCount: 0,
    nextCheckAt: 1_796_868_060_000,
    watchCount: 0,
    createdAt: 1_796_868_000_000,
    ...changes,
  };
}

/** What WeChat says once `anOrder` has been paid. */
export function aTrade(changes: Partial<Trade> = {}): Trade {
  return {
    api: 'v3',
    appid: 'wx0123456789abcdef',
    mchid: '1900000001',
    outTradeNo: '202612100123456789ABCDEFGHJK',
    state: 'SUCCESS',
    transactionId: '4200000000000000000000000001',
    total: fen(1280),
    payerTotal: fen(1180),
    currency: 'CNY',
    openid: 'oBuyerA',
    paidAt: 1_796_868_120_000,
    digest: '5'.repeat(64),
    ...changes,
  };
}

/** The same order, paid by `aTrade`. */
export function aPaidOrder(changes: Partial<Order> = {}): Order {
  const paid = { status: 'PAID', transactionId: '4200000000000000000000000001', paidAt: 1_796_868_120_000 } as const;
  return anOrder({ ...paid, ...changes });
}

/** A refund of 5 yuan of that order, decided and not yet sent. */
export function aRefund(changes: Partial<Refund> = {}): Refund {
  return {
    _id: 'R0123456789ABCDEFGHJKMNPQRSTVWXYZ01234567',
    outTradeNo: '202612100123456789ABCDEFGHJK',
    amount: fen(500),
    status: 'REQUESTED',
    by: 'oBuyerA',
    reason: '坏了一个',
    submittedAt: 0,
    tries: 0,
    nextCheckAt: 1_796_868_200_000,
    createdAt: 1_796_868_200_000,
    ...changes,
  };
}

/** What WeChat says once `aRefund` has reached the buyer. */
export function aRefundFact(changes: Partial<RefundFact> = {}): RefundFact {
  return {
    api: 'v3',
    mchid: '1900000001',
    outTradeNo: '202612100123456789ABCDEFGHJK',
    outRefundNo: 'R0123456789ABCDEFGHJKMNPQRSTVWXYZ01234567',
    refundId: '50000000000000000000000000001',
    transactionId: '4200000000000000000000000001',
    state: 'SUCCESS',
    amount: fen(500),
    succeededAt: 1_796_868_260_000,
    digest: '6'.repeat(64),
    ...changes,
  };
}
