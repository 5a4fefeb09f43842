import type { Prepaid } from '../../../typings/api';
import { errorText } from '../error-text';
import { ServiceError } from '../service-error';
import { claimPaid } from './claims';
import { confirmPayment } from './confirm-payment';
import type { PaymentOutcome } from './payment-outcome';
import { type PhoneWord, requestPayment } from './request-payment';
import { endPurchase } from './stored-purchase';

/** What the buyer is waiting for. */
export type PaymentStep = 'ordering' | 'paying' | 'confirming';

export interface Payment {
  /** Gets the signed payment parameters. */
  prepay: () => Promise<Prepaid>;
  /** The order's number, where it has one already. */
  known: string | undefined;
  tell: (step: PaymentStep) => void;
}

/** Seconds between the questions to WeChat. "Paid" is worth waiting for; a cancellation is usually true at once. */
const PAUSES: Record<PhoneWord['kind'], number[]> = { ok: [1, 2, 3, 5, 8], failed: [1, 2], cancelled: [] };

/**
 * Orders, shows WeChat's payment sheet, and then asks WeChat, whatever the phone said. Never throws: every way this can
 * end is an outcome that the buyer is told.
 */
export async function pay({ prepay, known, tell }: Payment): Promise<PaymentOutcome> {
  tell('ordering');
  let prepaid: Prepaid;
  try {
    prepaid = await prepay();
  } catch (error) {
    return unsent(error, known);
  }
  const { outTradeNo, expiresAt } = prepaid;
  tell('paying');
  const said = await requestPayment(prepaid.payment);
  if (said.kind === 'ok') claimPaid(outTradeNo, Date.now());
  tell('confirming');
  const order = await confirmPayment(outTradeNo, PAUSES[said.kind]);

  if (order?.status === 'PAID' || said.kind === 'ok') endPurchase(outTradeNo);
  if (order?.status === 'PAID') return { kind: 'paid', outTradeNo };
  if (said.kind === 'ok') return { kind: 'pending', outTradeNo };
  if (order?.status === 'CLOSED') return unsent(new ServiceError('ERR_ORDER_CLOSED', outTradeNo), outTradeNo);
  if (said.kind === 'cancelled') return { kind: 'cancelled', outTradeNo, expiresAt };
  return { kind: 'failed', outTradeNo, reason: said.reason };
}

function unsent(error: unknown, outTradeNo: string | undefined): PaymentOutcome {
  const reason = errorText(error);
  switch (error instanceof ServiceError ? error.code : undefined) {
    case 'ERR_ORDER_PAID':
      endPurchase(outTradeNo);
      return { kind: 'paid', outTradeNo };
    case 'ERR_ORDER_CLOSED':
    case 'ERR_ORDER_EXPIRED':
    case 'ERR_REQUEST_ID_REUSED':
      return { kind: 'closed', reason };
    default:
      return { kind: 'unsent', reason };
  }
}
