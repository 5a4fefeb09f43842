import type { CloudEvent, Exchange } from '../../exchange';
import type { Entry } from './entry';

/** How an answer ended: as hoped, refused, or not at all. */
export type Tone = 'good' | 'bad' | 'silent';

/** What stands over an arrow and over its answer, in the words of a developer of mini programs. */
export interface Caption {
  ask: string;
  answer: string;
  tone: Tone;
}

/** What most functions answer; a guess that need not come true. */
interface ReplyShape {
  ok: unknown;
  data: { order?: { status?: unknown } } | null;
  /** Of an answer over HTTP. */
  statusCode: number;
  error: { code?: unknown };
}

export function caption(entry: Entry): Caption {
  return entry.source === 'wechatpay' ? ofExchange(entry.exchange) : ofEvent(entry.event);
}

function ofExchange({ title, path, direction, attempt = 1, answer, verdict }: Exchange): Caption {
  const notifies = direction === 'notification';
  const ask = notifies ? `${title} · 第 ${attempt} 次` : title;
  // The arrow bears the number of the attempt already.
  const reason = verdict.reason?.replace(/^第 \d+ 次：/, '');
  if (!answer) return { ask, answer: reason ?? '没有应答', tone: 'silent' };
  if (path.startsWith('/_control/')) return { ask, answer: reason ?? '通过', tone: verdict.ok ? 'good' : 'bad' };
  const word = keyword(answer.body);
  const said = [String(answer.status), word].filter(Boolean).join(' ');
  if (verdict.ok) return { ask, answer: said, tone: answer.status < 400 ? 'good' : 'bad' };
  // Where WeChat's own words are the reason, they begin with the code that was just said.
  if (reason?.startsWith(`${word} `)) return { ask, answer: `${answer.status} ${reason}`, tone: 'bad' };
  return { ask, answer: notifies || !reason ? said : `${said} · ${reason}`, tone: 'bad' };
}

function ofEvent({ kind, name, request, result, error, durationMs }: CloudEvent): Caption {
  const action = (request as { action?: unknown } | null | undefined)?.action;
  const ask = {
    call: typeof action === 'string' ? `${name} · ${action}` : name,
    http: `HTTP 访问 ${name}`,
    timer: `定时器 ${name}`,
    database: `数据库 ${name}`,
  }[kind];
  if (error) return { ask, answer: error.code, tone: 'bad' };
  const reply = result as Partial<ReplyShape> | null | undefined;
  if (reply?.ok === false) return { ask, answer: String(reply.error?.code ?? '失败'), tone: 'bad' };
  const statusCode = reply?.statusCode;
  if (statusCode) return { ask, answer: String(statusCode), tone: statusCode < 400 ? 'good' : 'bad' };
  return { ask, answer: [reply?.data?.order?.status, `${durationMs} ms`].filter(Boolean).join(' · '), tone: 'good' };
}

/** The one word of an answer that says how things stand; nothing where the status says it all. */
function keyword(body: string): string {
  const names = ['err_code', 'trade_state', 'return_msg', 'prepay_id', 'code', 'return_code'];
  for (const name of names) {
    const found = new RegExp(`"${name}"\\s*:\\s*"([^"]{1,64})"|<${name}>\\s*(?:<!\\[CDATA\\[)?([^<\\]]{1,64})`).exec(
      body,
    );
    const word = found?.[1] ?? found?.[2];
    if (word && word !== 'OK') return name === 'prepay_id' ? 'prepay_id' : word;
  }
  return '';
}
