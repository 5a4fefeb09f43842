import type { CloudEvent, Exchange } from '../../exchange';
import { difference } from './difference';
import { element } from './element';
import type { Entry } from './entry';
import { marked } from './marked';
import { maskKey } from './mask-key';
import { fullMoment } from './moments';
import { pretty } from './pretty';

export interface Details {
  element: HTMLElement;
  show(entry: Entry | undefined): void;
}

/** One entry, opened: what was asked, what was answered, what was signed, and why it was accepted or not. */
export function createDetails(onClose: () => void): Details {
  const content = element('div', 'content');
  const close = element('button', 'close', '×');
  close.type = 'button';
  close.title = '关闭（Esc）';
  close.addEventListener('click', onClose);
  const box = element('section', 'details', close, content);
  box.hidden = true;
  return {
    element: box,
    show(entry) {
      box.hidden = !entry;
      if (!entry) return content.replaceChildren();
      content.replaceChildren(...(entry.source === 'wechatpay' ? ofExchange(entry.exchange) : ofEvent(entry.event)));
      content.scrollTop = 0;
    },
  };
}

function ofExchange(exchange: Exchange): HTMLElement[] {
  const { title, method, path, request, answer, verdict, signed, at, virtualAt, durationMs } = exchange;
  const facts: [string, string][] = [
    ['时间', fullMoment(at)],
    ['虚拟时间', fullMoment(virtualAt)],
    ['用时', `${durationMs} ms`],
  ];
  return [
    heading(title, verdict.ok ? '通过' : '未通过', verdict.ok),
    ...(verdict.reason ? [element('p', reasonClass(verdict), verdict.reason)] : []),
    ...explanation(verdict),
    table(verdict.mistake ? [...facts, ['原因代码', verdict.mistake]] : facts),
    part('请求', `${method} ${path}`, code(pretty(request.body)), headers(request.headers)),
    answer
      ? part('应答', `HTTP ${answer.status}`, code(pretty(answer.body)), headers(answer.headers))
      : part('应答', '没有应答'),
    ...(signed === verdict.expected ? [] : optional('签名串', signed)),
  ];
}

function reasonClass({ ok, mistake }: Exchange['verdict']): string {
  if (ok) return 'reason';
  return mistake ? 'reason bad mistake' : 'reason bad';
}

/** What was to be signed and what seems to have been, side by side, where both are known. */
function explanation({ expected, received }: Exchange['verdict']): HTMLElement[] {
  const [right, wrong] = ['应当签名的内容', '对方签名的内容（推测）'];
  if (expected === undefined || received === undefined) {
    return [...optional(right, expected), ...optional(wrong, received)];
  }
  const [expectedPieces, receivedPieces] = difference(maskKey(expected), maskKey(received));
  const pair = [part(right, '', marked(expectedPieces)), part(wrong, '', marked(receivedPieces))];
  return [element('div', 'pair', ...pair)];
}

function ofEvent(event: CloudEvent): HTMLElement[] {
  const { kind, name, caller, request, result, error, at, durationMs } = event;
  const title = { call: '调用云函数', http: 'HTTP 访问云函数', timer: '定时触发云函数', database: '访问数据库' }[kind];
  const who: [string, string][] = [
    ['时间', fullMoment(at)],
    ['用时', `${durationMs} ms`],
    ['来源', caller.source],
  ];
  if (caller.openid) who.push(['openid', caller.openid]);
  if (caller.appid) who.push(['appid', caller.appid]);
  return [
    heading(`${title} ${name}`, error ? '出错' : '已返回', !error),
    ...(error ? [element('p', 'reason bad', `${error.code}：${error.message}`)] : []),
    table(who),
    part('参数', '', code(json(request))),
    ...(error ? [] : [part('返回', '', code(json(result)))]),
  ];
}

function heading(title: string, verdict: string, ok: boolean): HTMLElement {
  return element('header', '', element('h2', '', title), element('span', `verdict ${ok ? 'good' : 'bad'}`, verdict));
}

function table(rows: [string, string][]): HTMLElement {
  const pairs = rows.map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value)));
  return element('dl', 'facts', ...pairs);
}

function part(title: string, subtitle: string, ...children: (HTMLElement | undefined)[]): HTMLElement {
  return element('section', 'part', element('h3', '', title, element('span', 'subtitle', subtitle)), ...children);
}

/** A text that may be long and wide; nothing for an empty one. */
function code(text: string): HTMLElement | undefined {
  return text ? element('pre', '', text) : undefined;
}

function headers(values: Record<string, string>): HTMLElement | undefined {
  const rows = Object.entries(values);
  if (rows.length === 0) return undefined;
  return element('details', 'headers', element('summary', '', `${rows.length} 个头部`), table(rows));
}

const optional = (title: string, text: string | undefined) => (text ? [part(title, '', code(maskKey(text)))] : []);

/** Undefined is no JSON, and an answer of nothing is worth showing. */
const json = (value: unknown) => pretty(JSON.stringify(value) ?? 'undefined');
