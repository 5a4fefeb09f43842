import { expect, test } from '@jest/globals';
import { parseXml } from '../../cloudfunctions/lib/wechatpay/v2/xml';
import { howMany, PATIENCE } from '../support/how-many';
import { seededRandom } from '../support/seeded-random';

// The grammar of an API v2 message, written a second time as a plain scanner, and compared with the fenced library on
// mutated documents: both have to refuse, or both have to read the same.
//
//   document := ws declaration? ws '<xml' ws '>' (ws field)* ws '</xml' ws '>' ws
//   field    := '<' NAME ws '>' (text | CDATA)* '</' NAME ws '>'  |  '<' NAME ws '/>'
//   ws       := (space | tab | newline | CDATA of these)*

const DOCUMENTS = howMany(200_000, 1_000_000);
const NAME = /[A-Za-z_][A-Za-z0-9_]{0,63}(?![A-Za-z0-9_])/y;
const SPACE = /[ \t\n]*/y;
const BLANK = /(?:[ \t\n]|<!\[CDATA\[[ \t\n]*\]\]>)*/y;
const DECLARATION = /\s{0,80}<\?xml [^?<>]{0,80}\?>/y;
const CONTENT = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});|<!\[CDATA\[[\s\S]*?\]\]>)*/y;
const FORBIDDEN = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as Record<string, string>;

function reference(document: string): Record<string, string> | undefined {
  const text = document.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (FORBIDDEN.test(text)) return undefined;
  let at = 0;
  const take = (pattern: RegExp | string): string | undefined => {
    if (typeof pattern === 'string') {
      if (!text.startsWith(pattern, at)) return undefined;
      at += pattern.length;
      return pattern;
    }
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0];
    if (taken !== undefined) at += taken.length;
    return taken;
  };
  const endOf = (name: string) => take('</') && take(NAME) === name && take(SPACE) !== undefined && take('>');

  take(DECLARATION);
  take(SPACE);
  if (!(take('<xml') && take(SPACE) !== undefined && (take('>') || take('/>')))) return undefined;
  const fields: Record<string, string> = {};
  const open = text[at - 2] !== '/';
  if (open) {
    for (;;) {
      take(BLANK);
      if (text.startsWith('</', at)) break;
      const name = take('<') && take(NAME);
      if (!name || name.startsWith('__') || Object.hasOwn(Object.prototype, name) || name === 'prototype')
        return undefined;
      if (Object.hasOwn(fields, name)) return undefined;
      take(SPACE);
      if (take('/>')) fields[name] = '';
      else {
        if (!take('>')) return undefined;
        const value = unescaped(take(CONTENT) ?? '');
        if (value === undefined || value.length > 8192 || !endOf(name)) return undefined;
        fields[name] = value;
      }
      if (Object.keys(fields).length > 128) return undefined;
    }
    if (!endOf('xml')) return undefined;
  }
  take(SPACE);
  return at === text.length ? fields : undefined;
}

function unescaped(content: string): string | undefined {
  let good = true;
  const value = content.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&([^;]+);/g,
    (_, cdata: string | undefined, entity: string) => {
      if (cdata !== undefined) return cdata;
      if (Object.hasOwn(NAMED, entity)) return NAMED[entity] ?? '';
      const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
      const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
      if (character !== '\r' && FORBIDDEN.test(character)) good = false;
      return character;
    },
  );
  return good ? value : undefined;
}

function ours(document: string): Record<string, string> | undefined {
  try {
    return { ...parseXml(Buffer.from(document)) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const SEEDS = [
  '<xml><a>1</a><b><![CDATA[x]]></b></xml>',
  '<?xml version="1.0"?>\n<xml>\n<a>&lt;&#65;</a>\n<b/>\n</xml>\n',
  '<xml><total_fee>100</total_fee><sign>AB</sign><c></c></xml>',
  '<xml><a> 1 </a><b_1><![CDATA[<&>]]>y</b_1></xml>',
];
const PIECES = [
  '<',
  '>',
  '/',
  '</',
  '/>',
  '<a>',
  '</a>',
  '<b>',
  '</b>',
  '<a/>',
  '<xml>',
  '</xml>',
  '<xml/>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE x>',
  '<?x?>',
  '<?xml version="1.0"?>',
  '&',
  '&amp;',
  '&lt;',
  '&#',
  '&#65;',
  '&#x41;',
  '&#13;',
  '&#0;',
  '&#xD800;',
  '&x;',
  ';',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\r',
  '"',
  "'",
  '=',
  ' a="1"',
  ' a',
  'a',
  'b',
  'total_fee',
  '1',
  '_',
  '__proto__',
  'toString',
  'constructor',
  '中',
  '😀',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\0',
  '\u0085',
  ':',
  '-',
  '.',
  '#text',
  '@_a',
  'x'.repeat(64),
];

test(
  `[S14] [T11] the fenced library and a strict grammar agree on ${DOCUMENTS.toLocaleString('en')} mutated documents`,
  () => {
    const below = seededRandom(20260820);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    let read = 0;
    for (let round = 0; round < DOCUMENTS; round++) {
      let document = pick(SEEDS);
      for (let change = 1 + below(3); change > 0; change--) {
        const at = below(document.length + 1);
        const cut = pick([0, 0, 1, 3, 9]);
        document = document.slice(0, at) + (below(4) === 0 ? '' : pick(PIECES)) + document.slice(at + cut);
      }
      // Half of an emoji does not survive being written as bytes.
      document = Buffer.from(document).toString();
      const [expected, actual] = [reference(document), ours(document)];
      if (expected !== undefined) read++;
      if (JSON.stringify(expected) !== JSON.stringify(actual))
        expect({ document, fields: actual }).toEqual({ document, fields: expected });
    }
    // Mutation that never left anything readable would compare nothing but refusals.
    expect(read).toBeGreaterThan(10_000);
  },
  PATIENCE,
);
