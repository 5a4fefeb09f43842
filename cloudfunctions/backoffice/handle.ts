import type { Reply } from '../../typings/api';
import { answerBuyer } from '../lib/answer-buyer';
import type { Caller } from '../lib/cloudbase/read-caller';
import { allRefunds } from '../lib/operations/all-refunds';
import { anomalies } from '../lib/operations/anomalies';
import { closeFinding } from '../lib/operations/close-finding';
import { decideRefund } from '../lib/operations/decide-refund';
import { findings } from '../lib/operations/findings';
import { orderRefund } from '../lib/operations/order-refund';
import { orders } from '../lib/operations/orders';
import type { BackofficePorts } from '../lib/operations/ports';
import { done, refused } from '../lib/operations/reply';
import { report } from '../lib/operations/report';
import { runJobs } from '../lib/operations/run-jobs';
import { shopOrder } from '../lib/operations/shop-order';
import { summary } from '../lib/operations/summary';
import { readRequest } from './read-request';

/** Exactly this and nothing before or after it: what passed through anything else was not called by the clock. */
const CLOCK = 'wx_trigger';

/**
 * What the platform's clock calls once a minute, and the shopkeeper when he wants to know or to refund. Who calls is decided
 * by the platform's word alone; an event of any shape can be sent by anybody.
 */
export async function handle(event: unknown, caller: Caller, ports: BackofficePorts): Promise<Reply<unknown>> {
  if (caller.source === CLOCK) {
    await runJobs(ports);
    return done({});
  }
  return answerBuyer(event, caller, ports, async ({ openid }, fields) => {
    if (!ports.settings.operators.includes(openid)) {
      ports.log.rejected('A call did not come from an operator.', { source: caller.source });
      return refused('ERR_FORBIDDEN');
    }
    const request = readRequest(fields);
    if ('ok' in request) return request;
    switch (request.action) {
      case 'refund':
        return orderRefund(ports, openid, request);
      case 'decideRefund':
        return decideRefund(ports, openid, request);
      case 'order':
        return shopOrder(ports, request.outTradeNo);
      case 'orders':
        return orders(ports, request);
      case 'refunds':
        return allRefunds(ports, request);
      case 'anomalies':
        return anomalies(ports, request);
      case 'findings':
        return findings(ports, request);
      case 'closeFinding':
        return closeFinding(ports, openid, request.id);
      case 'report':
        return report(ports, request.date);
      case 'summary':
        return summary(ports);
    }
  });
}
