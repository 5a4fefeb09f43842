import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Fields } from './string-to-sign';

const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 128;
const MAX_VALUE = 8192;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const NO_PLAIN_TAG = /<(?!\/?[A-Za-z_][A-Za-z0-9_]{0,63}[ \t\n]*>|[A-Za-z_][A-Za-z0-9_]{0,63}[ \t\n]*\/>)/;
const ONE_ROOT = /^[ \t\n]*<(\w{1,64})[ \t\n]*(?:\/>|>[\s\S]*<\/\1[ \t\n]*>)[ \t\n]*$/;
const NO_XML_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const CDATA = '<![CDATA[';
/** A character that no message can hold. */
const SEAM = '\u0001';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * All that the library can do beyond elements and text is switched off, because each of it has had its advisory, and
 * because a value is the text on the wire: `0100` is not 100, and an order number is no floating point number.
 */
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  maxNestedTags: 2,
  jPath: false,
});

/** What WeChat wraps a message in, and what it wraps the encrypted part of one in. */
type Root = 'xml' | 'root';

/**
 * The fields of an API v2 message: one root element of leaf elements, at most 64 KiB and 128 fields. Throws a
 * SyntaxError, in words for a developer, for anything else.
 *
 * CDATA is rewritten as escaped text first. After that every `<` has to open a plain tag, which leaves document types,
 * entity declarations, comments, instructions and attributes outside the parser. Entities are read here, the five of XML
 * and numeric ones. What is left to the library is matching tags.
 */
export function parseXml(bytes: Buffer, root: Root = 'xml'): Fields {
  if (bytes.length > MAX_BYTES) throw new SyntaxError(`报文超过 ${MAX_BYTES} 字节`);
  const document = withoutCdata(withoutDeclaration(decode(bytes)));
  if (document.split('<').length > 2 * MAX_FIELDS + 3) throw new SyntaxError(`报文超过 ${MAX_FIELDS} 个字段`);
  if (NO_PLAIN_TAG.test(document)) throw new SyntaxError('报文含有 DOCTYPE、注释、处理指令、属性或不合规的标签');
  // The validator lets entities pass outside the root.
  if (!ONE_ROOT.test(document)) throw new SyntaxError(`报文的根元素不是 <${root}>`);
  if (XMLValidator.validate(document) !== true) throw new SyntaxError('报文不是完整的 XML');
  return flatRecord(parse(document), root);
}

function decode(bytes: Buffer): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new SyntaxError('报文不是 UTF-8', { cause });
  }
  if (NO_XML_CHARACTER.test(text)) throw new SyntaxError('报文含有 XML 不允许的字符');
  return text.replace(/\r\n?/g, '\n');
}

function withoutDeclaration(document: string): string {
  return document.replace(/^\s{0,80}<\?xml [^?<>]{0,80}\?>/, '');
}

/** The seams keep what was CDATA from growing together with what surrounds it into a tag or an entity. */
function withoutCdata(document: string): string {
  let text = '';
  let at = 0;
  for (let start = document.indexOf(CDATA); start >= 0; start = document.indexOf(CDATA, at)) {
    const end = document.indexOf(']]>', start + CDATA.length);
    if (end < 0) throw new SyntaxError('报文的 CDATA 没有结束');
    text += document.slice(at, start) + SEAM + escapeText(document.slice(start + CDATA.length, end)) + SEAM;
    at = end + 3;
  }
  return text + document.slice(at);
}

function parse(document: string): Record<string, unknown> {
  try {
    return parser.parse(document);
  } catch (cause) {
    throw new SyntaxError('报文嵌套过深或字段名不合规', { cause });
  }
}

function flatRecord(parsed: Record<string, unknown>, root: Root): Fields {
  const { [root]: element, ...others } = parsed;
  if (Object.keys(others).length > 0 || element === undefined) throw new SyntaxError(`报文的根元素不是 <${root}>`);
  const fields: Record<string, string> = Object.create(null);
  // The library gives the text of an element that has no elements.
  const content = typeof element === 'object' && element !== null ? element : { '#text': element };
  for (const [name, value] of Object.entries(content)) {
    if (typeof value !== 'string') throw new SyntaxError(`报文的字段 ${name} 重复或有嵌套`);
    if (name === '#text') {
      if (/[^ \t\n]/.test(value.replaceAll(SEAM, ''))) throw new SyntaxError('报文的字段之间有文本');
    } else if (name.startsWith('__')) {
      // Also how the library renames what every object inherits, such as `toString`.
      throw new SyntaxError('报文含有保留的字段名');
    } else {
      fields[name] = unescapeText(value);
    }
  }
  return fields;
}

/**
 * An API v2 message with these fields; empty ones are left out, as they are from the signature. Text is escaped rather
 * than put into CDATA, which can hold neither `]]>` nor a carriage return that survives reading.
 */
export function buildXml(fields: Fields): string {
  let document = '<xml>';
  for (const [name, value] of Object.entries(fields)) {
    if (value === '') continue;
    if (!NAME.test(name)) throw new TypeError(`not a field name: ${name}`);
    if (NO_XML_CHARACTER.test(value)) throw new TypeError(`${name} holds a character that XML cannot carry`);
    document += `<${name}>${escapeText(value)}</${name}>`;
  }
  return `${document}</xml>`;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => ESCAPED[character] ?? character) : text;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

function unescapeText(text: string): string {
  const value = text.replace(/&[^&;]{0,9};?/g, unescapeReference).replaceAll(SEAM, '');
  if (value.length > MAX_VALUE) throw new SyntaxError(`报文的字段值超过 ${MAX_VALUE} 个字符`);
  return value;
}

function unescapeReference(reference: string): string {
  const character = NAMED.get(reference) ?? numericReference(reference);
  if (character === undefined || NO_XML_CHARACTER.test(character)) throw new SyntaxError('报文含有未知的实体');
  return character;
}

function numericReference(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));$/.exec(reference) ?? [];
  const codePoint = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}
