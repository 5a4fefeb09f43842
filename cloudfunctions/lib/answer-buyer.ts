import type { Reply } from '../../typings/api';
import { buyerOf } from './buyer-of';
import type { Caller } from './cloudbase/read-caller';
import { readHttpRequest } from './cloudbase/read-http-request';
import { DatabaseUnavailable, GatewayRefusal, GatewayUnknown, NotConfigured } from './errors';
import type { Buyer } from './operations/buyer';
import type { Log, Ports } from './operations/ports';
import { refused } from './operations/reply';

export type Refusal = Extract<Reply<never>, { ok: false }>;

/**
 * Answers a call that only a buyer may make. Whatever an operation throws becomes a reply, so that he always gets an
 * answer and the log the reason.
 *
 * @param answer is given the fields of the event, none of them checked
 */
export async function answerBuyer(
  event: unknown,
  caller: Caller,
  { log }: Ports,
  answer: (buyer: Buyer, fields: Record<string, unknown>) => Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  const buyer = buyerOf(caller);
  const isObject = typeof event === 'object' && event !== null;
  if (!buyer || !isObject || readHttpRequest(event, 0)) {
    log.rejected('A call did not come from a buyer.', { source: caller.source });
    return refused(buyer && !isObject ? 'ERR_BAD_REQUEST' : 'ERR_FORBIDDEN');
  }
  try {
    return await answer(buyer, event as Record<string, unknown>);
  } catch (error) {
    return explain(error, log);
  }
}

function explain(error: unknown, log: Log): Refusal {
  if (error instanceof GatewayUnknown) {
    log.info('WeChat said nothing.', { error });
    return refused('ERR_WECHAT_SILENT');
  }
  log.error('A call failed.', { error });
  if (error instanceof GatewayRefusal) return refused('ERR_WECHAT_REFUSED', error.code);
  if (error instanceof DatabaseUnavailable) return refused('ERR_BUSY');
  if (error instanceof NotConfigured) return refused('ERR_NOT_CONFIGURED', error.message);
  return refused('ERR_INTERNAL');
}
