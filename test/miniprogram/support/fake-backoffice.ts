import type {
  AnomalyView,
  ErrorCode,
  FindingView,
  OrderView,
  RefundStatus,
  RefundView,
  Reply,
  ShopOrderView,
} from '../../../typings/api';
import type { Call } from './fake-wx';

/** Keeps a refund and reserves its amount, or answers the one that the request already has. */
type KeepRefund = (order: OrderView, data: Call['data'], status: RefundStatus) => Reply<unknown>;

/** Answers as the function of the back office does, to one who is its operator or is not. */
export function createFakeBackoffice(orders: OrderView[], refunds: RefundView[], keepRefund: KeepRefund) {
  const done = (data: unknown): Reply<unknown> => ({ ok: true, data });
  const refused = (code: ErrorCode): Reply<unknown> => ({ ok: false, error: { code, message: code } });

  const backoffice = {
    /** Whether the one who holds the phone is an operator. */
    operator: false,
    /** What is known about an order besides what its buyer sees. */
    marks: {} as Record<string, Partial<ShopOrderView>>,
    anomalies: [] as AnomalyView[],
    findings: [] as FindingView[],
    csv: '"日期"\r\n',
    alerts: 0,
    secondOperatorAbove: 50_000,

    decide(data: Call['data']): Reply<unknown> {
      if (!backoffice.operator) return refused('ERR_FORBIDDEN');
      const page = <T extends { createdAt: number; status?: string }>(items: T[]) =>
        items
          .filter((item) => item.createdAt < Number(data.before ?? Number.POSITIVE_INFINITY))
          .filter((item) => data.status === undefined || item.status === data.status)
          .slice(0, 20);
      switch (data.action) {
        case 'summary':
          return done(summary());
        case 'orders':
          return done({ orders: page(orders).map(forShop) });
        case 'order':
        case 'refund':
          return decideOrder(data);
        case 'refunds':
          return done({ refunds: page(refunds) });
        case 'anomalies':
          return done({ anomalies: page(backoffice.anomalies) });
        case 'findings':
          return done({ findings: page(backoffice.findings) });
        case 'closeFinding':
          return closeFinding(data);
        case 'report':
          return done({ csv: backoffice.csv });
        default:
          return decideRefund(data);
      }
    },
  };

  function decideOrder(data: Call['data']): Reply<unknown> {
    const order = orders.find((each) => each.outTradeNo === data.outTradeNo);
    if (!order) return refused('ERR_ORDER_NOT_FOUND');
    const own = refunds.filter((refund) => refund.outTradeNo === order.outTradeNo);
    if (data.action === 'order') return done({ order: forShop(order), refunds: own });
    return keepRefund(order, data, Number(data.amount) > backoffice.secondOperatorAbove ? 'ASKED' : 'REQUESTED');
  }

  function decideRefund({ outRefundNo, approve }: Call['data']): Reply<unknown> {
    const refund = refunds.find((each) => each.outRefundNo === outRefundNo);
    if (!refund) return refused('ERR_REFUND_NOT_FOUND');
    if (refund.status !== 'ASKED') return refused('ERR_REFUND_DECIDED');
    Object.assign(refund, approve ? { status: 'REQUESTED' } : { status: 'DECLINED', endedAt: Date.now() });
    return done({ refund });
  }

  function closeFinding({ id }: Call['data']): Reply<unknown> {
    const finding = backoffice.findings.find((each) => each.id === id);
    if (!finding) return refused('ERR_FINDING_NOT_FOUND');
    Object.assign(finding, { status: 'OK', endedAt: Date.now(), endedBy: 'operator' });
    return done({ finding });
  }

  function summary() {
    const count = (status: string) => refunds.filter((refund) => refund.status === status).length;
    const paid = orders.filter(({ status }) => status === 'PAID');
    return {
      today: {
        orders: orders.length,
        paid: paid.length,
        paidAmount: paid.reduce((sum, { total }) => sum + total, 0),
        refundedAmount: orders.reduce((sum, { refunded }) => sum + refunded, 0),
      },
      waiting: {
        refundsAsked: count('ASKED'),
        refundsAbnormal: count('ABNORMAL'),
        anomalies: backoffice.anomalies.length,
        findings: backoffice.findings.filter(({ status }) => status === 'ESCALATED').length,
        alerts: backoffice.alerts,
      },
    };
  }

  function forShop(order: OrderView): ShopOrderView {
    const standard = { buyer: 'a9f3Qz', late: false, hold: false, fulfilled: false };
    return { ...order, ...standard, ...backoffice.marks[order.outTradeNo] };
  }

  return backoffice;
}
