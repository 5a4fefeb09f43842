import type { Incoming } from '../server/answer';
import type { Authorization } from '../v3/parse-authorization';
import { gbk } from './gbk';
import { jsonWritings } from './json-writings';
import { caseMistakes, type Line, lineMistakes, timestampMistakes, withLine } from './line-mistakes';
import type { TextMistake } from './rsa';
import { urlDecoded, urlEncoded, withSmallEscapes } from './url-coding';
import { wrongCharsets } from './wrong-charsets';

interface V3Request {
  incoming: Incoming;
  /** As it is signed: empty for GET. */
  body: string;
  authorization: Authorization;
  signed: string;
}

/** The texts that come of a mistake in signing a request of API v3, each made from what was sent. */
export function* v3TextMistakes({ incoming, body, authorization, signed }: V3Request): Generator<TextMistake> {
  const { method, target } = incoming;
  const { timestamp, nonce_str: nonce } = authorization;
  const lines: Line[] = [
    { name: '方法', value: method },
    { name: '地址', value: target },
    { name: '时间戳', value: timestamp },
    { name: '随机串', value: nonce },
    { name: '报文', value: body, leftOut: 'body-left-out' },
  ];
  yield* methodMistakes(method, (value) => withLine(lines, '方法', value));
  yield* targetMistakes(incoming, (value) => withLine(lines, '地址', value));
  yield* bodyMistakes(incoming, body, (value) => withLine(lines, '报文', value));
  yield {
    mistake: 'answer-format',
    reason: '按验签的格式（时间戳、随机串、报文）签了请求',
    text: `${timestamp}\n${nonce}\n${body}\n`,
  };
  const encoded = gbk(signed);
  if (encoded)
    yield { mistake: 'wrong-charset', reason: '签名时用了 GBK 编码，应为 UTF-8', text: signed, bytes: encoded };
  for (const [how, change] of wrongCharsets) {
    yield { mistake: 'wrong-charset', reason: `签名时${how}`, text: change(signed) };
  }
  yield* caseMistakes('随机串', nonce, (value) => withLine(lines, '随机串', value));
  yield* lineMistakes(lines);
  yield* timestampMistakes(timestamp, (value) => withLine(lines, '时间戳', value));
}

type Build = (value: string) => string;

function* methodMistakes(method: string, build: Build): Generator<TextMistake> {
  const lower = method.toLowerCase();
  yield { mistake: 'method-lower-case', reason: '签名串里的方法是小写，应为大写', text: build(lower) };
  const capital = `${method.slice(0, 1)}${lower.slice(1)}`;
  yield { mistake: 'method-lower-case', reason: '签名串里的方法只有首字母大写，应全部大写', text: build(capital) };
  for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    if (other === method) continue;
    const reason = `签名串里的方法是 ${other}，发送的是 ${method}`;
    yield { mistake: 'wrong-method', reason, text: build(other) };
  }
}

function* targetMistakes({ target, headers }: Incoming, build: Build): Generator<TextMistake> {
  const at = target.indexOf('?');
  const [path, query] = at < 0 ? [target, undefined] : [target.slice(0, at), target.slice(at + 1)];
  if (query !== undefined) {
    yield { mistake: 'query-left-out', reason: '签名串漏了查询字符串（? 及其后的部分）', text: build(path) };
    const glued = '签名串里地址和查询字符串之间没有 ?';
    yield { mistake: 'question-mark-left-out', reason: glued, text: build(`${path}${query}`) };
    const sorted = query.split('&').sort().join('&');
    const order = '签名串里查询参数的顺序与发送的不同';
    yield { mistake: 'query-in-other-order', reason: order, text: build(`${path}?${sorted}`) };
    yield {
      mistake: 'query-in-other-order',
      reason: order,
      text: build(`${path}?${query.split('&').reverse().join('&')}`),
    };
  } else {
    yield { mistake: 'question-mark-added', reason: '签名串里的地址末尾多了 ?', text: build(`${target}?`) };
  }
  yield { mistake: 'leading-slash-missing', reason: '签名串里的地址少了开头的 /', text: build(target.slice(1)) };
  yield { mistake: 'trailing-slash', reason: '签名串里的地址末尾多了 /', text: build(`${target}/`) };
  if (path.startsWith('/v3/')) {
    yield { mistake: 'version-left-out', reason: '签名串里的地址少了 /v3', text: build(target.slice(3)) };
  }
  const decodedTarget = urlDecoded(target);
  const spaced = urlDecoded(target.replaceAll('+', ' '));
  for (const text of [decodedTarget, spaced]) {
    yield { mistake: 'url-decoded', reason: '签名串里的地址是解码后的，应当与发送的一致', text: build(text) };
  }
  for (const text of encodings(path, query)) {
    if (text === decodedTarget) continue;
    yield { mistake: 'url-encoded', reason: '签名串里的地址另做了编码，应当与发送的一致', text: build(text) };
  }
  for (const host of [headers.host ?? '', 'api.mch.weixin.qq.com']) {
    for (const scheme of ['https://', 'http://', '//', '']) {
      const reason = `签名串里是 ${scheme}${host} 开头的网址，应当只有路径和查询字符串`;
      yield { mistake: 'whole-url-signed', reason, text: build(`${scheme}${host}${target}`) };
    }
  }
}

/** The address as it would be, had what stands between its signs been encoded. */
function encodings(path: string, query: string | undefined): string[] {
  const written = (each: (text: string) => string) => {
    const pairs = query?.split('&').map((pair) => pair.split('=').map(each).join('='));
    return `${path.split('/').map(each).join('/')}${pairs ? `?${pairs.join('&')}` : ''}`;
  };
  const once = written((text) => urlEncoded(urlDecoded(text)));
  return [
    once,
    written(urlEncoded),
    withSmallEscapes(once),
    `${path}${query === undefined ? '' : `?${urlEncoded(query)}`}`,
    ...(query === undefined ? [] : formEncodings(query).map((form) => `${path}?${form}`)),
  ];
}

/** The query as a form is written, a space as +: in a browser's way and in PHP's. */
function formEncodings(query: string): string[] {
  const inPhp = (text: string) =>
    urlEncoded(urlDecoded(text))
      .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+');
  const pairs = query.split('&').map((pair) => pair.split('=').map(inPhp).join('='));
  return [new URLSearchParams(query).toString(), pairs.join('&')];
}

function* bodyMistakes({ method, target, body: sent }: Incoming, body: string, build: Build): Generator<TextMistake> {
  if (method === 'GET') {
    const of = (what: string, value: string): TextMistake => ({
      mistake: 'body-of-get-signed',
      reason: `GET 请求的报文应为空，却签了${what}`,
      text: build(value),
    });
    yield of('一个空对象', '{}');
    yield of('一个空数组', '[]');
    for (const value of ['undefined', 'null', 'None', '""']) yield of(` ${value}`, value);
    if (sent.length > 0) yield of('它的报文主体', sent.toString('utf8'));
    const query = new URLSearchParams(target.split('?').slice(1).join('?'));
    yield of('查询参数', query.toString());
    for (const { text } of jsonWritings(JSON.stringify(Object.fromEntries(query))))
      yield of('写成 JSON 的查询参数', text);
    return;
  }
  const again = (how: string, text: string): TextMistake => ({
    mistake: 'body-serialized-again',
    reason: `签名的报文${how}，与发送的不是同一串字节`,
    text: build(text),
  });
  yield again('去掉了两端的空白', body.trim());
  for (const { how, text } of jsonWritings(body)) yield again(`是重新序列化过的 JSON（${how}）`, text);
  yield again('没有空白', body.replace(/\s/g, ''));
  yield again('开头有 BOM', `\uFEFF${body}`);
  if (body.startsWith('\uFEFF')) yield again('没有开头的 BOM', body.slice(1));
  const twice = '签名的报文做了两次 JSON 序列化，成了一个字符串';
  yield { mistake: 'body-serialized-twice', reason: twice, text: build(JSON.stringify(body)) };
  const object = '签名的报文是没有序列化的对象，成了 [object Object]';
  yield { mistake: 'body-not-serialized', reason: object, text: build('[object Object]') };
  const form = formOf(body);
  if (form !== undefined) {
    yield { mistake: 'body-as-form', reason: '签名的报文是表单格式，发送的是 JSON', text: build(form) };
  }
}

function formOf(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return undefined;
    return new URLSearchParams(
      Object.entries(value).map(([name, each]): [string, string] => [name, String(each)]),
    ).toString();
  } catch {
    return undefined;
  }
}
