import type { CartLine, ErrorCode, Goods, OrderStatus, OrderView, RefundView, Reply } from '../../../typings/api';
import { createFakeBackoffice } from './fake-backoffice';
import type { Call } from './fake-wx';

export const GOODS: Goods[] = [
  { sku: 'apple', title: '苹果', subtitle: '脆甜', price: 1290, unit: '约 500 克', picture: 'apple' },
  { sku: 'kiwi', title: '猕猴桃', subtitle: '放软再吃', price: 305, unit: '4 个', picture: 'kiwi' },
];

export const NOW = new Date(2025, 4, 6, 12, 0, 0).getTime();

/** Answers as the cloud functions do, with as little behind it as these tests need. */
export function createFakeShop() {
  const orders: OrderView[] = [];
  const refunds: RefundView[] = [];
  const byRequest = new Map<string, string>();
  const refundByRequest = new Map<string, RefundView>();
  const done = (data: unknown): Reply<unknown> => ({ ok: true, data });
  const refused = (code: ErrorCode): Reply<unknown> => ({ ok: false, error: { code, message: code } });

  const shop = {
    orders,
    refunds,
    backoffice: createFakeBackoffice(orders, refunds, keepRefund),
    /** What WeChat says when it is asked about an order. */
    wechatSays: undefined as OrderStatus | undefined,
    /** The connection breaks for these actions: before the function runs, or only on the way back. */
    cut: {} as Record<string, 'there' | 'back' | undefined>,
    refuse: {} as Record<string, ErrorCode | undefined>,

    async answer({ name, data }: Call): Promise<Reply<unknown>> {
      if (shop.cut[data.action] === 'there') throw { errMsg: 'cloud.callFunction:fail network' };
      const refusal = shop.refuse[data.action];
      const reply = refusal ? refused(refusal) : name === 'backoffice' ? shop.backoffice.decide(data) : decide(data);
      if (shop.cut[data.action] === 'back') throw { errMsg: 'cloud.callFunction:fail network' };
      return reply;
    },

    addOrder(order: Partial<OrderView> = {}): OrderView {
      const outTradeNo = order.outTradeNo ?? `20250506${String(orders.length + 1).padStart(4, '0')}`;
      const items = [{ sku: 'apple', quantity: 2, title: '苹果', price: 1290, picture: 'apple' }];
      const added: OrderView = {
        outTradeNo,
        status: 'PAYING',
        total: 2580,
        refunded: 0,
        refunding: 0,
        items,
        createdAt: Date.now(),
        expiresAt: Date.now() + 15 * 60_000,
        ...order,
      };
      orders.unshift(added);
      return added;
    },

    addRefund(refund: Partial<RefundView> = {}): RefundView {
      const added: RefundView = {
        outRefundNo: `R${refunds.length + 1}`,
        outTradeNo: orders[0]?.outTradeNo ?? '',
        amount: 500,
        reason: '不想要了',
        status: 'ASKED',
        createdAt: Date.now(),
        ...refund,
      };
      refunds.unshift(added);
      return added;
    },
  };

  function decide(data: Call['data']): Reply<unknown> {
    if (data.action === 'catalogue') return done({ goods: GOODS });
    if (data.action === 'prepay') return done(prepaid(orderOf(String(data.requestId), data.items as CartLine[])));
    if (data.action === 'list') {
      const before = Number(data.before ?? Number.POSITIVE_INFINITY);
      return done({ orders: orders.filter((order) => order.createdAt < before).slice(0, 20) });
    }
    const order = orders.find((each) => each.outTradeNo === data.outTradeNo);
    if (!order) return refused('ERR_ORDER_NOT_FOUND');
    if (data.action === 'refunds') {
      return done({ refunds: refunds.filter((refund) => refund.outTradeNo === order.outTradeNo) });
    }
    if (data.action === 'requestRefund') return keepRefund(order, data, 'ASKED');
    if (data.action === 'repay') return done(prepaid(order));
    if (data.action === 'cancel') order.status = 'CLOSED';
    if (data.action === 'confirm') order.status = shop.wechatSays ?? order.status;
    if (order.status === 'PAID') Object.assign(order, { paidAt: NOW, transactionId: '4200002025050612345' });
    return done({ order });
  }

  function keepRefund(order: OrderView, data: Call['data'], status: RefundView['status']): Reply<unknown> {
    const { amount, reason } = data as unknown as RefundView;
    const known = refundByRequest.get(String(data.requestId));
    if (known) return known.amount === amount ? done({ refund: known }) : refused('ERR_REQUEST_ID_REUSED');
    if (amount > order.total - order.refunded - order.refunding) return refused('ERR_REFUND_AMOUNT');
    const refund = shop.addRefund({ outTradeNo: order.outTradeNo, amount, reason, status });
    order.refunding += amount;
    refundByRequest.set(String(data.requestId), refund);
    return done({ refund });
  }

  function orderOf(requestId: string, items: CartLine[]): OrderView {
    const known = orders.find((order) => order.outTradeNo === byRequest.get(requestId));
    if (known) return known;
    const lines = items.map((item) => {
      const good = GOODS.find((each) => each.sku === item.sku) as Goods;
      return { ...item, title: good.title, price: good.price, picture: good.picture };
    });
    const order = shop.addOrder({
      items: lines,
      total: lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
    });
    byRequest.set(requestId, order.outTradeNo);
    return order;
  }

  const prepaid = ({ outTradeNo, total, expiresAt }: OrderView) => {
    const signed = { timeStamp: '1746504000', nonceStr: 'n', signType: 'RSA', paySign: 's' };
    return { outTradeNo, total, expiresAt, payment: { ...signed, package: `prepay_id=${outTradeNo}` } };
  };

  return shop;
}
