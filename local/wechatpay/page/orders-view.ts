import { element } from '../../console/page/element';
import { shortMoment } from '../../console/page/moments';
import { button } from './button';
import { facts } from './facts';
import { createList } from './list';
import { products, refundStates, states, yuan } from './order-words';
import { createPager, type Pager } from './pager';
import type { CombinedView, OrderView, State } from './state';

/** How the page names an order to a control. */
export interface OrderName {
  outTradeNo: string;
  mchid: string;
}

export interface OrderActions {
  onPay(order: OrderName, outcome: 'success' | 'cancel'): void;
  onRefund(order: OrderName): void;
}

export interface OrdersView {
  element: HTMLElement;
  pager: Pager;
  show(state: State): void;
}

type Purchase = { combined: CombinedView; order?: never } | { order: OrderView; combined?: never };

/** The orders, newest first, combined ones among them; whoever looks at them is the buyer, too. */
export function createOrdersView(actions: OrderActions, onPage: () => void): OrdersView {
  const list = createList<Purchase>('cards', {
    keyOf: ({ order, combined }) => (order ? `${order.seller} ${order.outTradeNo}` : `+ ${combined.outTradeNo}`),
    versionOf: (purchase) => JSON.stringify(purchase),
    row: ({ order, combined }) => (order ? orderCard(order, actions) : combinedCard(combined, actions)),
  });
  const empty = element('p', 'nothing', '还没有订单。下单成功后，可以在这里替买家付款。');
  const pager = createPager(onPage);
  return {
    element: element('section', 'view orders', element('div', 'scroll', empty, list.element, pager.element)),
    pager,
    show({ orders, combinedOrders, orderCount }) {
      const purchases: Purchase[] = [
        ...orders.map((order) => ({ order })),
        ...combinedOrders.map((combined) => ({ combined })),
      ];
      list.show(purchases.sort((a, b) => createdAt(b) - createdAt(a)));
      empty.hidden = orderCount > 0;
      pager.show(orders.length, orderCount);
    },
  };
}

const createdAt = ({ order, combined }: Purchase) => Date.parse((order ?? combined).createdAt);

function orderCard(order: OrderView, { onPay, onRefund }: OrderActions): HTMLElement {
  const { outTradeNo, seller, state, total, refunds = [] } = order;
  const name = { outTradeNo, mchid: seller };
  const payable = (state === 'NOTPAY' || state === 'USERPAYING') && !order.combineOutTradeNo;
  const paid = state === 'SUCCESS' || state === 'REFUND';
  const summary = head(
    state,
    total,
    order.description,
    `${products[order.tradeType] ?? order.tradeType} · ${order.api}`,
    outTradeNo,
  );
  return element(
    'article',
    'card',
    element('details', '', summary, body(order)),
    ...refunds.map(({ outRefundNo, amount, state: ended }) =>
      element('p', 'refund', `${refundStates[ended] ?? ended} ${yuan(amount)}`, element('span', 'number', outRefundNo)),
    ),
    payable ? buttons(order.state === 'USERPAYING' ? '输入密码' : '支付', name, onPay) : undefined,
    paid
      ? element(
          'div',
          'actions',
          button('退款', '像在商户平台那样，退还剩下的全部金额', () => onRefund(name)),
        )
      : undefined,
  );
}

function combinedCard(combined: CombinedView, { onPay }: OrderActions): HTMLElement {
  const { outTradeNo, outTradeNos, mchid, state, total, tradeType } = combined;
  const summary = head(
    state,
    total,
    `合单，${outTradeNos.length} 笔子单`,
    products[tradeType] ?? tradeType,
    outTradeNo,
  );
  return element(
    'article',
    'card',
    element('details', '', summary, body(combined), facts([['子单', outTradeNos.join('、')]])),
    state === 'NOTPAY' ? buttons('支付', { outTradeNo, mchid }, onPay) : undefined,
  );
}

function head(state: string, total: number, description: string, product: string, number: string): HTMLElement {
  const [words, tone] = states[state] ?? [state, 'idle'];
  return element(
    'summary',
    '',
    element('span', `badge ${tone}`, words),
    element('span', 'amount', yuan(total)),
    element('span', 'what', description),
    element('span', 'faint', product),
    element('span', 'number', number),
  );
}

function buttons(word: string, name: OrderName, onPay: OrderActions['onPay']): HTMLElement {
  return element(
    'div',
    'actions',
    button(word, '做买家：付款', () => onPay(name, 'success'), 'primary'),
    button('取消', '做买家：放弃支付', () => onPay(name, 'cancel')),
  );
}

function body(order: Partial<OrderView> & CombinedViewBase): HTMLElement {
  return facts([
    ['商户号', order.mchid],
    ['买家', order.openid ?? order.subOpenid],
    ['prepay_id', order.prepayId],
    ['二维码', order.codeUrl],
    ['支付页', order.webUrl],
    ['微信订单号', order.transactionId],
    ['合单', order.combineOutTradeNo],
    ['通知地址', order.notifyUrl],
    ['下单', shortMoment(order.createdAt)],
    ['支付', order.paidAt && shortMoment(order.paidAt)],
    ['过期', shortMoment(order.expiresAt)],
  ]);
}

/** What orders and combined ones have both. */
type CombinedViewBase = Pick<CombinedView, 'mchid' | 'createdAt' | 'expiresAt'>;
