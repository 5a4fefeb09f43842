import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildXml, parseXml } from '../../cloudfunctions/lib/wechatpay/v2/xml';
import { v2PaidFields, v2Xml } from './wechat';

const read = (document: string) => parseXml(Buffer.from(document));
const xml = (inside: string) => `<xml>${inside}</xml>`;

const readable: [string, string, Record<string, string>][] = [
  ['a notification as WeChat writes it', v2Xml(v2PaidFields).toString(), v2PaidFields],
  [
    'digits, which stay the text they are',
    xml('<a>0100</a><b>4200001234567890123456789012</b><c>1e3</c><d>0x1F</d><e>+1</e>'),
    { a: '0100', b: '4200001234567890123456789012', c: '1e3', d: '0x1F', e: '+1' },
  ],
  ['space inside CDATA', xml('<a><![CDATA[ x y  ]]></a>'), { a: ' x y  ' }],
  ['space inside text', xml('<a> x y </a>'), { a: ' x y ' }],
  ['markup inside CDATA', xml('<a><![CDATA[<b>&amp;<!-- --></b>]]></a>'), { a: '<b>&amp;<!-- --></b>' }],
  ['a CDATA end split over two sections', xml('<a><![CDATA[x]]]]><![CDATA[>y]]></a>'), { a: 'x]]>y' }],
  ['[T11] CDATA joined to text', xml('<a>x<![CDATA[y]]>z</a>'), { a: 'xyz' }],
  ['an opening of CDATA inside CDATA', xml('<a><![CDATA[<![CDATA[]]></a>'), { a: '<![CDATA[' }],
  ['the five entities', xml('<a>&lt;&gt;&amp;&quot;&apos;</a>'), { a: '<>&"\'' }],
  ['numeric references', xml('<a>&#20013;&#x6587;&#x1F600;</a>'), { a: '中文😀' }],
  ['an escaped escape', xml('<a>&amp;lt;</a>'), { a: '&lt;' }],
  ['empty elements', xml('<a></a><b/><c><![CDATA[]]></c><d />'), { a: '', b: '', c: '', d: '' }],
  [
    'a byte order mark and a declaration',
    '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a></xml>\n',
    { a: '1' },
  ],
  ['line ends of any kind', xml('\r\n<a>1\r\n2\r3</a>\r\n'), { a: '1\n2\n3' }],
  ['no field at all', '<xml></xml>', {}],
  ['128 fields', xml(Array.from({ length: 128 }, (_, i) => `<f${i}>v</f${i}>`).join('')), fieldsUpTo(128)],
];

const refused: [string, string][] = [
  ['[T11] a field that comes twice', xml('<total_fee>1</total_fee><total_fee>100</total_fee>')],
  ['[T10] a field named __proto__', xml('<__proto__><x>1</x></__proto__><a>1</a>')],
  ['[T10] a field named constructor', xml('<constructor>1</constructor>')],
  ['[T10] a field named toString', xml('<toString>1</toString>')],
  ['an element that is not closed', '<xml><a>1</xml>'],
  ['[T11] an end tag of another name', '<xml><total_fee>1</out_trade_no></xml>'],
  ['a document cut short', v2Xml(v2PaidFields).toString().slice(0, 400)],
  ['[T11] a second root', '<xml><a>1</a></xml><xml><a>2</a></xml>'],
  ['text after the root', '<xml><a>1</a></xml>x'],
  ['[T08] an unknown entity', xml('<a>&foo;</a>')],
  ['[T08] an ampersand alone', xml('<a>a & b</a>')],
  ['[T08] a reference to no character', xml('<a>&#0;</a>')],
  ['[T08] a reference beyond Unicode', xml('<a>&#x110000;</a>')],
  ['[T08] a document type', '<!DOCTYPE xml><xml><a>1</a></xml>'],
  ['[T08] an external entity', '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/hostname">]><xml><a>&x;</a></xml>'],
  ['[T08] an internal entity', '<!DOCTYPE xml [<!ENTITY x "evil">]><xml><total_fee>&x;</total_fee></xml>'],
  ['[T09] a billion laughs', billionLaughs()],
  [
    '[T09] quadratic expansion',
    `<!DOCTYPE xml [<!ENTITY a "${'A'.repeat(50_000)}">]>${xml(`<a>${'&a;'.repeat(2000)}</a>`)}`,
  ],
  ['[T09] nesting 8,000 deep', xml('<a>'.repeat(8000) + '</a>'.repeat(8000))],
  ['[T09] nesting 100,000 deep', xml('<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
  ['nesting one deep', xml('<a><b>1</b></a>')],
  ['[T11] text and an element mixed', xml('<a>1<b/>2</a>')],
  ['[T11] text between fields', xml('<a>1</a>x<b>2</b>')],
  ['[T11] a comment inside a value', xml('<total_fee>1<!-- -->00</total_fee>')],
  ['[T11] CDATA inside a tag', '<xml><a>1</<![CDATA[a]]>></xml>'],
  ['[T11] CDATA inside an entity', xml('<a>&am<![CDATA[p]]>;</a>')],
  ['[T11] an entity after the root', '<xml><a>1</a></xml>&x;'],
  ['[T11] an attribute', xml('<a b="1">1</a>')],
  ['[T11] an attribute of the root', '<xml a="1"><b>1</b></xml>'],
  ['a processing instruction', xml('<?php echo 1 ?><a>1</a>')],
  ['another root', '<root><a>1</a></root>'],
  ['129 fields', xml(Array.from({ length: 129 }, (_, i) => `<f${i}>v</f${i}>`).join(''))],
  ['a name of 65 letters', xml(`<${'a'.repeat(65)}>1</${'a'.repeat(65)}>`)],
  ['a name with a colon', xml('<a:b>1</a:b>')],
  ['a value of 8,193 characters', xml(`<a>${'x'.repeat(8193)}</a>`)],
  ['a NUL', xml('<a>x\0y</a>')],
  ['[T09] 60 KB of &', xml(`<a>${'&'.repeat(60_000)}</a>`)],
  ['[T09] 1 MB of &', xml(`<a>${'&'.repeat(1 << 20)}</a>`)],
  ['[T09] 60 KB of <', xml(`<a>${'<'.repeat(60_000)}</a>`)],
  ['[T09] 1 MB of <', xml(`<a>${'<'.repeat(1 << 20)}</a>`)],
  ['[T09] 60 KB of numeric references', xml(`<a>${'&#1;'.repeat(15_000)}</a>`)],
  ['[T09] 60 KB of open CDATA', `<xml>${'<a><![CDATA['.repeat(5000)}`],
  ['[T09] 60 KB of open comments', `<xml>${'<!--x'.repeat(12_000)}</xml>`],
  ['[T09] 60 KB of space in a tag', `<xml><a${' '.repeat(60_000)}b></a></xml>`],
  ['[T09] 60 KB of attributes', `<xml><a ${'b="1" '.repeat(10_000)}></a></xml>`],
  ['[T09] 16,000 empty elements', xml('<a/>'.repeat(16_000))],
  ['a valid document of 1 MB', xml(`<a><![CDATA[${'x'.repeat(1 << 20)}]]></a>`)],
  ['nothing', ''],
  ['JSON', '{"return_code":"SUCCESS"}'],
];

describe('an API v2 document is read right', () => {
  test.each(readable)('%s', (_, document, fields) => {
    expect({ ...read(document) }).toEqual(fields);
  });
});

test('what is encrypted in a message has a root of its own, and neither passes for the other', () => {
  const inner = Buffer.from('<root><a>1</a></root>');
  const message = Buffer.from('<xml><a>1</a></xml>');
  expect({ ...parseXml(inner, 'root') }).toEqual({ a: '1' });
  expect(() => parseXml(inner)).toThrow('<xml>');
  expect(() => parseXml(message, 'root')).toThrow('<root>');
  expect(() => parseXml(Buffer.from('<root><a>1</a></xml>'), 'root')).toThrow(SyntaxError);
});

describe('an API v2 document is refused', () => {
  test.each(refused)('%s', (_, document) => {
    expect(() => read(document)).toThrow(SyntaxError);
  });

  test('bytes that are no UTF-8', () => {
    expect(() => parseXml(Buffer.from([...Buffer.from('<xml><a>'), 0xff, ...Buffer.from('</a></xml>')]))).toThrow(
      'UTF-8',
    );
  });
});

test('[T09] each of these documents takes less than 50 ms', () => {
  for (const [name, document] of [...readable, ...refused]) {
    const bytes = Buffer.from(document);
    // The best of three, so that a pause of this machine is not blamed on the document.
    const times = [1, 2, 3].map(() => {
      const started = process.hrtime.bigint();
      try {
        parseXml(bytes);
      } catch {
        // Refused, which is as good.
      }
      return Number(process.hrtime.bigint() - started) / 1e6;
    });
    expect({ name, fast: Math.min(...times) < 50 }).toEqual({ name, fast: true });
  }
});

test('[T10] the record inherits nothing', () => {
  expect(Object.getPrototypeOf(read('<xml><a>1</a></xml>'))).toBeNull();
  expect((read('<xml></xml>') as Record<string, unknown>).toString).toBeUndefined();
});

describe('what is built can be read', () => {
  const value = fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .map((text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
  const hostile = fc.constantFrom(
    ']]>',
    '<![CDATA[',
    '&amp;',
    '&#13;',
    '\r\n',
    '\r',
    '<a>',
    '</xml>',
    '&',
    '"',
    "'",
    ' ',
    '中😀',
  );
  const text = fc.array(fc.oneof(hostile, value), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

  test('whatever the text', () => {
    fc.assert(
      fc.property(
        text.filter((content) => content !== ''),
        (content) => {
          expect(parseXml(Buffer.from(buildXml({ body: content }))).body).toBe(content);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('and leaves out empty fields', () => {
    expect(buildXml({ a: '1', b: '', c: '<2>' })).toBe('<xml><a>1</a><c>&lt;2&gt;</c></xml>');
  });

  test.each([
    ['a character XML cannot carry', { a: 'x\u0001' }],
    ['a field name that is markup', { 'a><b': '1' }],
  ])('%s is a mistake of the caller', (_, fields) => {
    expect(() => buildXml(fields)).toThrow(TypeError);
  });
});

test('[S14] the parser is pinned to one version from 5.12 on', () => {
  const { devDependencies } = JSON.parse(readFileSync(`${__dirname}/../../package.json`, 'utf8'));
  expect(devDependencies['fast-xml-parser']).toMatch(/^5\.(1[2-9]|[2-9]\d)\.\d+$/);
});

function fieldsUpTo(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 'v']));
}

function billionLaughs(): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE xml [<!ENTITY l0 "lol">${entities.join('')}]><xml><attach>&l9;</attach></xml>`;
}
