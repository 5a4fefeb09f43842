import { setTimeout as pause } from 'node:timers/promises';
import { corrupted } from '../faults/corrupted';
import type { Gateway } from '../gateway';
import { signed } from '../protocol/signed';
import type { Answer, Handled, Incoming } from './answer';
import { arrivalAt, logRequest } from './log-request';
import { route } from './route';

/** How long a request that is to see a timeout is kept waiting before the connection breaks. */
const silence = 60_000;

export type Outcome = { answer: Answer } | { silentFor: number };

/** Answers an API call with the faults in force, and writes it into the log. */
export async function answerApi(gateway: Gateway, incoming: Incoming, signal: AbortSignal): Promise<Outcome> {
  const arrival = arrivalAt(gateway);
  const path = incoming.target.split('?')[0];
  const { handled, silent, delay } = gateway.faults.during(path, () => ({
    ...carryOut(gateway, incoming),
    delay: gateway.faults.number('answerDelaySeconds'),
  }));
  const answer = await signed(handled.answer);
  if (delay > 0) await pause(delay * 1000, undefined, { signal }).catch(() => undefined);
  logRequest(gateway, arrival, incoming, { ...handled, answer }, silent);
  return silent ? { silentFor: silence } : { answer };
}

/** The answer, and why none is to be given, where a fault swallows it. */
function carryOut(gateway: Gateway, incoming: Incoming): { handled: Handled; silent?: string } {
  const { faults } = gateway;
  const status = faults.takeAnswerStatus();
  if (status !== undefined) return { handled: brokenGateway(status) };
  if (faults.take('timeoutNotApplied')) {
    return { handled: brokenGateway(504), silent: '按要求不应答：请求没有执行' };
  }
  const handled = route(gateway, incoming);
  if (faults.take('timeoutApplied')) return { handled, silent: '按要求不应答：请求已经执行' };
  if (!faults.take('corruptAnswers')) return { handled };
  return { handled: { ...handled, answer: corruptedAnswer(handled.answer) } };
}

/** An answer without a body is signed as well: there, the nonce is what changes. */
function corruptedAnswer(answer: Answer): Answer {
  if (answer.file) return answer;
  if (answer.body !== '') return { ...answer, body: corrupted(answer.body) };
  const nonce = answer.headers['wechatpay-nonce'];
  return nonce ? { ...answer, headers: { ...answer.headers, 'wechatpay-nonce': corrupted(nonce) } } : answer;
}

/** What the servers in front of WeChat's say: a page, unsigned. */
function brokenGateway(status: number): Handled {
  return {
    answer: {
      status,
      headers: { 'content-type': 'text/html' },
      body: `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`,
    },
    title: '故障',
    verdict: { ok: false, reason: `按要求应答 HTTP ${status}：请求没有执行` },
  };
}
