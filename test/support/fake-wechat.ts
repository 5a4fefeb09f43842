import { GatewayRefusal } from '../../cloudfunctions/lib/errors';
import type { Gateway } from '../../cloudfunctions/lib/operations/ports';
import type { BillDownload } from '../../cloudfunctions/lib/payment/bill';
import type { Fen } from '../../cloudfunctions/lib/payment/fen';
import type { PrepayOrder } from '../../cloudfunctions/lib/payment/prepay-order';
import type { RefundFact } from '../../cloudfunctions/lib/payment/refund-fact';
import type { RefundOrder } from '../../cloudfunctions/lib/payment/refund-order';
import type { Trade } from '../../cloudfunctions/lib/payment/trade';

type Call = 'prepay' | 'query' | 'close' | 'refund' | 'queryRefund';

/** WeChat Pay as far as our port goes: it keeps orders, lets them be paid, and fails where a test says so. */
export class FakeWechat implements Gateway {
  readonly api = 'v3';
  readonly trades = new Map<string, Trade>();
  readonly refunds = new Map<string, RefundFact>();
  readonly calls: string[] = [];
  /** What a test has put into the bill of a day; WeChat has not made the others yet. */
  readonly bills = new Map<string, BillDownload>();
  /** The days whose bills were asked for. */
  readonly billsAsked: string[] = [];
  /** What a call does instead of, or before, what it would do; once. */
  readonly #instead = new Map<Call, () => void | Promise<void>>();
  readonly #contents = new Map<string, string>();
  #serial = 0;

  async prepay(order: PrepayOrder): Promise<{ prepayId: string }> {
    await this.#begin('prepay', order.outTradeNo);
    const trade = this.trades.get(order.outTradeNo);
    if (trade?.state === 'SUCCESS') throw refusal('ORDER_PAID');
    if (trade?.state === 'CLOSED') throw refusal('ORDER_CLOSED');
    const content = JSON.stringify(order);
    if ((this.#contents.get(order.outTradeNo) ?? content) !== content) throw refusal('INVALID_REQUEST');
    this.#contents.set(order.outTradeNo, content);
    const { outTradeNo, total, openid } = order;
    this.trades.set(outTradeNo, {
      ...{ api: 'v3', appid: 'wx0123456789abcdef', mchid: '1900000001', state: 'NOTPAY', digest: 'ab'.repeat(32) },
      ...{ outTradeNo, total, openid, currency: 'CNY' },
    });
    return { prepayId: `prepay-${outTradeNo}` };
  }

  paymentParams(prepayId: string) {
    return {
      timeStamp: '1790000000',
      nonceStr: 'nonce',
      package: `prepay_id=${prepayId}`,
      signType: 'RSA' as const,
      paySign: 'signature',
    };
  }

  /** The answer is made before whatever a test lets happen, as if it had been long on its way. */
  async query(outTradeNo: string): Promise<Trade> {
    const trade = this.trades.get(outTradeNo);
    await this.#begin('query', outTradeNo);
    if (!trade) throw refusal('ORDER_NOT_EXIST');
    return trade;
  }

  async close(outTradeNo: string): Promise<void> {
    await this.#begin('close', outTradeNo);
    const trade = this.trades.get(outTradeNo);
    if (!trade) throw refusal('ORDER_NOT_EXIST');
    if (trade.state === 'SUCCESS') throw refusal('ORDER_PAID');
    this.trades.set(outTradeNo, { ...trade, state: 'CLOSED' });
  }

  /** Takes a number once, with one content, and never more than was paid. */
  async refund({ outRefundNo, outTradeNo, transactionId, total, amount }: RefundOrder): Promise<RefundFact> {
    await this.#begin('refund', outRefundNo);
    const trade = this.trades.get(outTradeNo);
    if (!trade?.transactionId || trade.transactionId !== transactionId) throw refusal('ORDER_NOT_EXIST');
    if (total !== trade.total || amount < 1) throw refusal('PARAM_ERROR');
    const known = this.refunds.get(outRefundNo);
    if (known) {
      if (known.amount !== amount || known.outTradeNo !== outTradeNo) throw refusal('PARAM_ERROR');
      return known;
    }
    if (this.refundedOf(outTradeNo) + amount > total) throw refusal('INVALID_REQUEST');
    return this.#keepRefund(outRefundNo, trade, amount, 'PROCESSING');
  }

  async queryRefund(outRefundNo: string): Promise<RefundFact> {
    const fact = this.refunds.get(outRefundNo);
    await this.#begin('queryRefund', outRefundNo);
    if (!fact) throw refusal('REFUND_NOT_EXIST');
    return fact;
  }

  async downloadBill(date: string): Promise<BillDownload> {
    this.billsAsked.push(date);
    await new Promise((resume) => setImmediate(resume));
    return this.bills.get(date) ?? { kind: 'none' };
  }

  /** The bank has done its part: the answer is what a notification would say. */
  finishRefund(outRefundNo: string, state: RefundFact['state'] = 'SUCCESS'): RefundFact {
    const fact = this.refunds.get(outRefundNo);
    if (!fact) throw new Error(`there is no refund ${outRefundNo} at WeChat`);
    const finished = { ...fact, state };
    this.refunds.set(outRefundNo, finished);
    return finished;
  }

  /** Somebody refunds in the merchant console, where WeChat gives the number. */
  refundInConsole(outTradeNo: string, amount: number): RefundFact {
    const trade = this.trades.get(outTradeNo);
    if (!trade?.transactionId) throw new Error(`order ${outTradeNo} is not paid`);
    if (this.refundedOf(outTradeNo) + amount > (trade.total ?? 0)) throw new Error('more than was paid');
    return this.#keepRefund(`console-${++this.#serial}`, trade, amount, 'SUCCESS');
  }

  /** What has gone back of an order, or is on its way. */
  refundedOf(outTradeNo: string): number {
    return [...this.refunds.values()]
      .filter((fact) => fact.outTradeNo === outTradeNo && fact.state !== 'CLOSED')
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  #keepRefund(outRefundNo: string, trade: Trade, amount: number, state: RefundFact['state']): RefundFact {
    const { api, mchid, outTradeNo, transactionId } = trade;
    const refundId = `5000${String(++this.#serial).padStart(24, '0')}`;
    const digest = 'cd'.repeat(32);
    const fact = { api, mchid, outTradeNo, outRefundNo, refundId, transactionId, state, amount: amount as Fen, digest };
    this.refunds.set(outRefundNo, fact);
    return fact;
  }

  /** The buyer pays, and nobody is told: the answer is what a notification would say. */
  pay(outTradeNo: string, paidAt: number, state: Trade['state'] = 'SUCCESS'): Trade {
    const trade = this.trades.get(outTradeNo);
    if (!trade) throw new Error(`there is no order ${outTradeNo} at WeChat`);
    this.#serial++;
    const transactionId = `4200${String(this.#serial).padStart(24, '0')}`;
    const paid: Trade = { ...trade, state, transactionId, paidAt };
    this.trades.set(outTradeNo, paid);
    return paid;
  }

  /** The next call of this kind first does that: throws, or lets the world change meanwhile. */
  next(call: Call, action: () => void | Promise<void>): void {
    this.#instead.set(call, action);
  }

  async #begin(call: Call, number: string): Promise<void> {
    this.calls.push(`${call} ${number}`);
    await new Promise((resume) => setImmediate(resume));
    const action = this.#instead.get(call);
    this.#instead.delete(call);
    await action?.();
  }
}

export function refusal(code: string): GatewayRefusal {
  return new GatewayRefusal(code, 400, code);
}
