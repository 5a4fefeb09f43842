import { GatewayRefusal } from '../../cloudfunctions/lib/errors';
import type { Gateway } from '../../cloudfunctions/lib/operations/ports';
import type { PrepayOrder } from '../../cloudfunctions/lib/payment/prepay-order';
import type { Trade } from '../../cloudfunctions/lib/payment/trade';

type Call = 'prepay' | 'query' | 'close';

/** WeChat Pay as far as our port goes: it keeps orders, lets them be paid, and fails where a test says so. */
export class FakeWechat implements Gateway {
  readonly api = 'v3';
  readonly trades = new Map<string, Trade>();
  readonly calls: string[] = [];
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

  async #begin(call: Call, outTradeNo: string): Promise<void> {
    this.calls.push(`${call} ${outTradeNo}`);
    await new Promise((resume) => setImmediate(resume));
    const action = this.#instead.get(call);
    this.#instead.delete(call);
    await action?.();
  }
}

export function refusal(code: string): GatewayRefusal {
  return new GatewayRefusal(code, 400, code);
}
