import type { RefundView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { errorText } from '../error-text';
import { type AskedOnce, askOnce } from './ask-once';
import type { WantedRefund } from './stored-request';

export type RefundAsked = AskedOnce | { kind: 'refused'; reason: string };

/** The buyer asks the shop for a refund, once, however often he is heard. `refunds` are those that he was shown. */
export async function askRefund(wanted: WantedRefund, refunds: RefundView[]): Promise<RefundAsked> {
  try {
    return await askOnce('buyer', wanted, refunds, (request) =>
      callFunction('trade', { action: 'requestRefund', ...request }),
    );
  } catch (error) {
    return { kind: 'refused', reason: errorText(error) };
  }
}
