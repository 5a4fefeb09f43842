import { describe, expect, test } from '@jest/globals';
import { parseXml, writeXml } from '../../../local/wechatpay/v2/xml';

const read = (xml: string) => {
  const fields = parseXml(xml);
  return fields && Object.fromEntries(fields);
};

describe('the XML of API v2', () => {
  test.each([
    ['plain text', '<xml><a>1</a></xml>', { a: '1' }],
    ['CDATA', '<xml><a><![CDATA[<b>&amp;]]></a></xml>', { a: '<b>&amp;' }],
    ['CDATA on a line of its own', '<xml><a>\n  <![CDATA[x]]>\n</a></xml>', { a: 'x' }],
    ['two CDATA sections', '<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>', { a: 'x]]>y' }],
    ['a declaration and a byte order mark', '\uFEFF<?xml version="1.0"?>\n<xml><a>1</a></xml>\n', { a: '1' }],
    ['the five entities and numbers', '<xml><a>&lt;&gt;&amp;&quot;&apos;&#65;&#x4E2D;</a></xml>', { a: '<>&"\'A中' }],
    ['empty elements', '<xml><a></a><b/><c><![CDATA[]]></c></xml>', { a: '', b: '', c: '' }],
    ['white space that belongs to a value', '<xml><a> x </a></xml>', { a: ' x ' }],
    ['no fields', '<xml></xml>', {}],
    [
      'leading zeros and long numbers as text',
      '<xml><a>0100</a><b>20240101000000000000</b></xml>',
      {
        a: '0100',
        b: '20240101000000000000',
      },
    ],
  ])('%s is read', (_, xml, fields) => {
    expect(read(xml)).toEqual(fields);
  });

  test.each([
    ['another root', '<root><a>1</a></root>'],
    ['text', 'hello'],
    ['nothing', ''],
    ['a second root', '<xml><a>1</a></xml><xml></xml>'],
    ['a field that comes twice', '<xml><a>1</a><a>2</a></xml>'],
    ['nesting', '<xml><a><b>1</b></a></xml>'],
    ['attributes', '<xml><a x="1">1</a></xml>'],
    ['attributes of the root', '<xml x="1"><a>1</a></xml>'],
    ['text between fields', '<xml>x<a>1</a></xml>'],
    ['mismatched tags', '<xml><a>1</b></xml>'],
    ['an unclosed field', '<xml><a>1</xml>'],
    ['an unclosed CDATA section', '<xml><a><![CDATA[1</a></xml>'],
    ['a comment', '<xml><!-- x --><a>1</a></xml>'],
    ['a comment in a value', '<xml><a>1<!-- x -->2</a></xml>'],
    ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>'],
    ['an entity nobody knows', '<xml><a>&e;</a></xml>'],
    ['a bare ampersand', '<xml><a>1&2</a></xml>'],
    ['257 fields', `<xml>${Array.from({ length: 257 }, (_, i) => `<a${i}>1</a${i}>`).join('')}</xml>`],
  ])('%s is refused', (_, xml) => {
    expect(read(xml)).toBeUndefined();
  });

  test.each([
    ['a megabyte of ampersands', `<xml><a>${'&'.repeat(1_000_000)}</a></xml>`],
    ['a megabyte of opening brackets', `<xml>${'<a>'.repeat(300_000)}</xml>`],
    ['a megabyte of unclosed CDATA', `<xml><a>${'<![CDATA['.repeat(100_000)}</a></xml>`],
    ['a megabyte of white space', `<xml>${' '.repeat(1_000_000)}x</xml>`],
    ['a megabyte of ends', `<xml>${'</xml> '.repeat(140_000)}x`],
  ])('%s is refused without delay', (_, xml) => {
    const started = performance.now();
    expect(read(xml)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('a name that JavaScript gives a meaning is a name like any other', () => {
    expect([...(parseXml('<xml><__proto__>1</__proto__></xml>') ?? [])]).toEqual([['__proto__', '1']]);
  });

  test('what is written is read again', () => {
    const fields: [string, string | number][] = [
      ['a', '<![CDATA[x]]> & <b>'],
      ['total_fee', 1280],
    ];
    expect(writeXml([['total_fee', 1280]])).toBe('<xml><total_fee>1280</total_fee>\n</xml>');
    expect(read(writeXml(fields))).toEqual({ a: '<![CDATA[x]]> & <b>', total_fee: '1280' });
  });
});
