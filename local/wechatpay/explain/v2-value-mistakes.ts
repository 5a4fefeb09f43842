import { digest } from '../v2/sign';
import { gbk } from './gbk';
import { jsonWritings } from './json-writings';
import { urlDecoded, urlEncoded, withSmallEscapes } from './url-coding';
import { filled, joined, ofPairs, type Pairs, sorted, type V2Mistake, type V2Signature } from './v2-mistake';
import { wrongCharsets } from './wrong-charsets';

type Change = (value: string) => string;

const xmlEntities: [character: string, entity: string][] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
];

/** What may happen to values between the message and the signature. `what` is said of one value or of all. */
const changes: [mistake: string, what: string, change: Change][] = [
  ['url-encoded', '做了 URL 编码，应当用原文', urlEncoded],
  ['url-encoded', '做了 URL 编码，应当用原文', formEncoded],
  ['url-encoded', '做了 URL 编码，应当用原文', (value) => withSmallEscapes(urlEncoded(value))],
  ['url-encoded', '做了 URL 编码，应当用原文', (value) => withSmallEscapes(formEncoded(value))],
  ['url-decoded', '做了 URL 解码，应当与发送的一致', urlDecoded],
  ['url-decoded', '做了 URL 解码，应当与发送的一致', (value) => urlDecoded(value.replaceAll('+', ' '))],
  ['xml-escaped', '做了 XML 转义，应当用原文', (value) => xmlEscaped(value, xmlEntities)],
  ['xml-escaped', '做了 XML 转义，应当用原文', (value) => xmlEscaped(value, xmlEntities.slice(0, 3))],
  ['escaped-in-cdata', '没有 XML 转义，发送的却转义了两次（CDATA 里不应再转义）', xmlUnescaped],
  ['cdata-signed', '包上了 <![CDATA[ ]]>，它不参与签名', (value) => `<![CDATA[${value}]]>`],
  ['white-space-trimmed', '去掉了两端的空白，发送的却带着', (value) => value.trim()],
  ['line-ends-changed', '换行是 \\n，发送的是 \\r\\n', (value) => value.replaceAll('\r\n', '\n')],
  ['line-ends-changed', '换行是 \\r\\n，发送的是 \\n', (value) => value.replace(/(?<!\r)\n/g, '\r\n')],
  ['value-quoted', '带上了引号', (value) => JSON.stringify(value)],
  ['value-case', '都成了小写', (value) => value.toLowerCase()],
  ['value-case', '都成了大写', (value) => value.toUpperCase()],
  ...wrongCharsets.map(([how, change]): [string, string, Change] => ['wrong-charset', how, change]),
];

/** The mistakes in how values are written: in all of them, or in one. */
export function* v2ValueMistakes({ pairs, signType }: V2Signature): Generator<V2Mistake> {
  const right = sorted(filled(pairs));
  const text = joined(right);
  for (const [mistake, what, change] of changes) {
    yield ofPairs(mistake, `签名用的值${what}`, mapped(right, change));
  }
  const encoded = gbk(text);
  if (encoded) {
    yield {
      ...ofPairs('wrong-charset', '签名时用了 GBK 编码，应为 UTF-8', right),
      sign: (text, key) => digest(gbk(text) ?? encoded, key, signType),
    };
  }
  for (const [name, value] of right) {
    const instead = (signed: string) => right.map(([n, v]): [string, string] => [n, n === name ? signed : v]);
    for (const [mistake, what, change] of changes) {
      const changed = change(value);
      if (changed !== value) yield ofPairs(mistake, `签名用的 ${name} ${what}`, instead(changed));
    }
    for (const { how, text } of jsonWritings(value)) {
      const reason = `签名用的 ${name} 是重新序列化过的 JSON（${how}），与发送的不同`;
      if (text !== value) yield ofPairs('json-serialized-again', reason, instead(text));
    }
    for (const signed of otherAmounts(name, value)) {
      yield ofPairs('field-changed', `签名时 ${name} 是 ${signed}，发送的是 ${value}`, instead(signed));
    }
  }
}

const mapped = (pairs: Pairs, change: Change): Pairs => pairs.map(([name, value]) => [name, change(value)]);

/** The same amount in yuan, in a hundredth of a fen, and with decimals. */
function otherAmounts(name: string, value: string): Set<string> {
  const amount = Number(value);
  if (!/(_fee|amount)$/.test(name) || value.trim() === '' || !Number.isFinite(amount)) return new Set();
  const written = [amount / 100, amount, amount * 100].flatMap((each) => [
    String(each),
    each.toFixed(1),
    each.toFixed(2),
  ]);
  return new Set(written.filter((each) => each !== value));
}

/** As forms are encoded, which is what Java's and PHP's ordinary functions do. */
function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

function xmlEscaped(value: string, entities: typeof xmlEntities): string {
  return entities.reduce((text, [character, entity]) => text.replaceAll(character, entity), value);
}

function xmlUnescaped(value: string): string {
  return [...xmlEntities].reverse().reduce((text, [character, entity]) => text.replaceAll(entity, character), value);
}
