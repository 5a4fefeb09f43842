import type { Change } from './store';

/** When the turns of an order were committed, in milliseconds since 1970; each the first time that it was. */
export interface Turns {
  paidAt?: number;
  closedAt?: number;
  /** Its refund after a late payment was first sent. */
  lateRefundSentAt?: number;
}

/** What the documents themselves do not say: when something was known, and not only when it happened. */
export class Chronicle {
  readonly #turns = new Map<string, Turns>();

  of(outTradeNo: string): Turns {
    return this.#turns.get(outTradeNo) ?? {};
  }

  keep(changes: readonly Change[], now: number): void {
    for (const { collection, document, before } of changes) {
      if (collection === 'orders' && document.status !== before?.status) {
        if (document.status === 'PAID') this.#turn(document._id, { paidAt: now });
        if (document.status === 'CLOSED') this.#turn(document._id, { closedAt: now });
      }
      if (collection === 'refunds' && document.by === 'system' && document.submittedAt !== 0 && !before?.submittedAt) {
        this.#turn(String(document.outTradeNo), { lateRefundSentAt: now });
      }
    }
  }

  #turn(outTradeNo: string, turn: Turns): void {
    this.#turns.set(outTradeNo, { ...turn, ...this.of(outTradeNo) });
  }
}
