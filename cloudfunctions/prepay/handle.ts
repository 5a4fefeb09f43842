import { answerBuyer } from '../lib/answer-buyer';
import type { Caller } from '../lib/cloudbase/read-caller';
import type { Ports } from '../lib/operations/ports';
import { prepay } from '../lib/operations/prepay';
import { repay } from '../lib/operations/repay';
import { done } from '../lib/operations/reply';
import { catalogue } from './catalogue';
import { readRequest } from './read-request';

/** What the buyer calls to see the goods, to buy, and to pay for what he left unpaid. */
export function handle(event: unknown, caller: Caller, ports: Ports): Promise<unknown> {
  return answerBuyer(event, caller, ports, async (buyer, fields) => {
    const request = readRequest(fields);
    if ('ok' in request) return request;
    switch (request.action) {
      case 'catalogue':
        return done({ goods: catalogue });
      case 'prepay':
        return prepay(ports, catalogue, buyer, request);
      case 'repay':
        return repay(ports, buyer, request.outTradeNo);
    }
  });
}
