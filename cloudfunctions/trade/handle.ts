import { answerBuyer } from '../lib/answer-buyer';
import type { Caller } from '../lib/cloudbase/read-caller';
import { readHttpRequest } from '../lib/cloudbase/read-http-request';
import { mayBeHttp } from '../lib/may-be-http';
import { cancel } from '../lib/operations/cancel';
import { confirm } from '../lib/operations/confirm';
import { get } from '../lib/operations/get';
import { list } from '../lib/operations/list';
import type { Ports } from '../lib/operations/ports';
import { refunds } from '../lib/operations/refunds';
import { requestRefund } from '../lib/operations/request-refund';
import { answerHttp } from './answer-http';
import { readRequest } from './read-request';

/** No notification of WeChat's comes near. */
const MAX_BYTES = 64 * 1024;

/** What WeChat calls over HTTP when money has moved, and the buyer when he wants to know, or his money back. */
export async function handle(event: unknown, caller: Caller, ports: Ports): Promise<unknown> {
  const http = mayBeHttp(caller) ? readHttpRequest(event, MAX_BYTES) : undefined;
  if (http) return answerHttp(http, ports);

  return answerBuyer(event, caller, ports, async (buyer, fields) => {
    const request = readRequest(fields);
    if ('ok' in request) return request;
    switch (request.action) {
      case 'confirm':
        return confirm(ports, buyer, request.outTradeNo);
      case 'get':
        return get(ports, buyer, request.outTradeNo);
      case 'list':
        return list(ports, buyer, request.before);
      case 'cancel':
        return cancel(ports, buyer, request.outTradeNo);
      case 'requestRefund':
        return requestRefund(ports, buyer, request);
      case 'refunds':
        return refunds(ports, buyer, request.outTradeNo);
    }
  });
}
