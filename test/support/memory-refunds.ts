import { GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { refusal } from './fake-wechat';
import { buyerA, data, memoryShop, operator } from './memory-shop';

export const silence = () => {
  throw new GatewayUnknown('timeout');
};
export const refuse = (code: string) => () => {
  throw refusal(code);
};

/** A shop that has sold apples to buyer A, and everybody who has to do with refunding them. */
export async function soldShop({ quantity = 1 } = {}) {
  const shop = memoryShop();
  const { outTradeNo } = await shop.buy('request-1', quantity);
  await shop.notify({ kind: 'trade', id: 'event-1', trade: shop.wechat.pay(outTradeNo, shop.now) });
  shop.wechat.calls.length = 0;

  const ask = (more: object = {}, caller = buyerA) =>
    shop.call.trade(
      { action: 'requestRefund', requestId: 'refund-1', outTradeNo, reason: '坏了一个', ...more },
      caller,
    );
  const give = (amount: unknown, more: object = {}, caller = operator) =>
    shop.call.backoffice(
      { action: 'refund', requestId: 'refund-1', outTradeNo, amount, reason: '补偿', ...more },
      caller,
    );
  return {
    shop,
    outTradeNo,
    /** The buyer asks for all of it, unless told otherwise. */
    ask,
    give,
    decide: (outRefundNo: string, approve: boolean, caller = operator) =>
      shop.call.backoffice({ action: 'decideRefund', outRefundNo, approve }, caller),
    asked: async (more: object = {}) => data<'requestRefund'>(await ask(more)).refund.outRefundNo,
    given: async (amount: number, more: object = {}) => data<'refund'>(await give(amount, more)).refund.outRefundNo,
    sums: () => {
      const { reserved, asked, refunded } = shop.order(outTradeNo) as Record<string, number>;
      return { reserved, asked, refunded };
    },
    ledger: () => shop.database.all('ledger').map(({ _id, debit, credit, amount }) => [_id, debit, credit, amount]),
    alerts: () =>
      shop.database
        .all('outbox')
        .filter(({ kind }) => kind === 'alert')
        .map(({ _id }) => _id),
  };
}
