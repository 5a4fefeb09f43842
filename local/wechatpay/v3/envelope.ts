import type { Gateway } from '../gateway';
import { type Violation, violation } from '../protocol/fields';
import type { Answer, Handled, Incoming } from '../server/answer';
import { newNonce } from '../trade/identifiers';
import { authorize } from './authorization';
import { type Code, parameterRefusal, refusal } from './errors';
import type { Operation, Refusal, Request, Result } from './operation';
import { parties } from './parties';
import type { WechatKey } from './signatures';

/**
 * Answers a request of API v3. Whoever could not prove who he is gets an unsigned refusal, as measured at WeChat's
 * gateway; from there on every answer is signed. Rules: https://pay.weixin.qq.com/doc/v3/merchant/4012081709
 */
export function answerV3(
  gateway: Gateway,
  operation: Operation,
  path: Record<string, string>,
  incoming: Incoming,
): Handled {
  const { title } = operation;
  const unsigned = (refused: Refusal, reason = refused.message): Handled => ({
    answer: unsignedAnswer(refused),
    title,
    verdict: { ok: false, reason },
  });
  const header = headerRefusal(operation, incoming);
  if (header) return unsigned(header);
  const authorized = authorize(incoming, gateway.keys, gateway.clock.realNow());
  if (!authorized.ok) {
    const { verdict, signed } = authorized;
    return { ...unsigned(authorized.refusal), verdict, ...(signed !== undefined && { signed }) };
  }
  const { merchant, signed } = authorized;
  const asked = incoming.headers['wechatpay-serial'];
  const key = asked ? gateway.signer.named(asked) : gateway.signer.forAnswer();
  if (!key) {
    const refused = refusal('PARAM_ERROR', { message: '平台证书序列号Wechatpay-Serial错误' });
    return { ...unsigned(refused, `微信支付没有序列号或公钥 ID 为 ${asked} 的密钥`), signed };
  }
  const answered = (result: Result, asked?: string): Handled => {
    const outTradeNo = asked ?? outTradeNoIn(result);
    return {
      answer: signedAnswer(gateway, key, result),
      title,
      verdict: result.ok ? { ok: true } : { ok: false, reason: `${result.code} ${result.message}` },
      signed,
      ...(outTradeNo !== undefined && { outTradeNo }),
    };
  };
  const read = readParameters(operation, path, incoming);
  if (!read.ok) return answered(read.refusal, outTradeNoAsked({ path, query: {}, body: {} }));
  const { parameters } = read;
  const outTradeNo = outTradeNoAsked(parameters);
  const who = parties(gateway.keys.merchants, operation, merchant, parameters);
  if (!who.ok) return answered(who, outTradeNo);
  const { host } = incoming.headers;
  const request = { ...parameters, merchant, ...who.parties, ...(host && { host }), ...(asked && { namedKey: key }) };
  const result = runWithFaults(gateway, operation, request);
  // Who is said to have signed wrongly could not prove who he is: where a fault says so, too.
  if (!result.ok && result.code === 'SIGN_ERROR') return { ...unsigned(result), signed };
  return answered(result, outTradeNo);
}

/** The merchant's number that a request names, for the log. */
function outTradeNoAsked({ path, body }: Parameters): string | undefined {
  const number = path.out_trade_no ?? path.combine_out_trade_no ?? body.out_trade_no ?? body.combine_out_trade_no;
  return number as string | undefined;
}

/** Of a refund that was asked for by its own number, only the answer tells the order. */
function outTradeNoIn(result: Result): string | undefined {
  if (!result.ok || !('body' in result)) return undefined;
  return (result.body as { out_trade_no?: string }).out_trade_no;
}

type Parameters = Pick<Request, 'path' | 'query' | 'body'>;

function headerRefusal(operation: Operation, { headers }: Incoming): Refusal | undefined {
  if (operation.needsUserAgent && !(headers['user-agent'] && headers.accept)) {
    return refusal('INVALID_REQUEST', { message: 'Http头缺少Accept或User-Agent', number: 268435461 });
  }
  return undefined;
}

function readParameters(
  operation: Operation,
  path: Record<string, string>,
  incoming: Incoming,
): { ok: true; parameters: Parameters } | { ok: false; refusal: Refusal } {
  const url = new URL(incoming.target, 'http://gateway.invalid');
  const query = Object.fromEntries(url.searchParams);
  const text = { format: 'text', unknown: 'refused' } as const;
  const { parameters } = operation;
  const uri =
    violation(path, parameters.path ?? {}, { path: '/uri_template', ...text }) ??
    violation(query, parameters.query ?? {}, { path: '/query', ...text });
  if (uri) return { ok: false, refusal: parameterRefusal(uri) };
  if (operation.method === 'GET') return { ok: true, parameters: { path, query, body: {} } };
  if (!parameters.body && incoming.body.length === 0) return { ok: true, parameters: { path, query, body: {} } };
  const body = readBody(incoming);
  if ('rule' in body) return { ok: false, refusal: parameterRefusal(body as Violation) };
  const broken = violation(body.json, parameters.body ?? {}, { path: '/body', format: 'json', unknown: 'refused' });
  if (broken) return { ok: false, refusal: parameterRefusal(broken) };
  return { ok: true, parameters: { path, query, body: body.json } };
}

function readBody({ headers, body }: Incoming): { json: Record<string, unknown> } | Violation {
  const problem = (message: string): Violation => ({ rule: 'type', source: '/body', value: null, message });
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return problem('Http头Content-Type应为application/json');
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return problem('请求报文不是UTF-8编码的合法JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return problem('无法将 JSON 输入源“/body”映射到目标字段中，此字段需要一个 object 类型的 Json 值');
  }
  return { json: json as Record<string, unknown> };
}

function runWithFaults(gateway: Gateway, operation: Operation, request: Request): Result {
  if (gateway.faults.take('systemError')) return refusal('SYSTEM_ERROR');
  if (gateway.faults.take('frequencyLimited')) return refusal('FREQUENCY_LIMITED');
  const code = gateway.faults.takeRefusal(operation.path) as Code | undefined;
  if (code !== undefined) {
    const status = operation.statuses?.[code];
    return refusal(code, status === undefined ? {} : { status });
  }
  return operation.run(gateway, request);
}

function signedAnswer({ clock, faults, signer }: Gateway, key: WechatKey, result: Result): Answer {
  if (result.ok && 'file' in result) {
    const headers = { ...result.headers, 'request-id': newRequestId(0) };
    return { status: 200, headers, body: result.about, file: result.file };
  }
  const answer = result.ok ? success(result) : unsignedAnswer(result);
  const { headers, signature } = signer.sign(answer.body, key, clock.realNow(), faults.take('signTestAnswers'));
  return { ...answer, headers: { ...answer.headers, ...headers }, signature };
}

function success(result: Exclude<Result, { ok: false } | { file: unknown }>): Answer {
  const requestId = { 'request-id': newRequestId(0) };
  const headers = { ...jsonType, ...requestId };
  return { status: result.status, headers, body: result.status === 204 ? '' : JSON.stringify(result.body) };
}

export function unsignedAnswer({ status, code, message, detail, number }: Refusal): Answer {
  const body = JSON.stringify({ code, ...(detail !== undefined && { detail }), message });
  return { status, headers: { ...jsonType, 'request-id': newRequestId(number) }, body };
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

/** A name for the exchange, with the numeric error code behind the last hyphen. */
function newRequestId(code: number): string {
  return `08${newNonce()}-${code}`;
}
