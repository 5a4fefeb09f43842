/** More fields than any message of WeChat's has: a limit for those who send ten thousand. */
const maxFields = 256;
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the flat `<xml>` of API v2. Undefined for everything that is not exactly that: another root, nesting,
 * attributes, a field that comes twice, comments, DOCTYPE, entities beyond the five.
 */
export function parseXml(text: string): Map<string, string> | undefined {
  const body = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>\s*)?<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const fields = new Map<string, string>();
  const field = /\s*<([A-Za-z_][\w.-]*)(?:\s*\/>|>([^<]*(?:<!\[CDATA\[[\s\S]*?\]\]>[^<]*)*)<\/\1\s*>)/y;
  const rest = /\s*$/y;
  for (let at = 0; ; at = field.lastIndex) {
    field.lastIndex = at;
    const match = field.exec(body);
    if (!match) {
      rest.lastIndex = at;
      return rest.test(body) ? fields : undefined;
    }
    const name = match[1] as string;
    const value = contentText(match[2] ?? '');
    if (value === undefined || fields.has(name) || fields.size === maxFields) return undefined;
    fields.set(name, value);
  }
}

function contentText(content: string): string | undefined {
  const cdata = content.includes('<![CDATA[');
  let value = '';
  for (const part of content.split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)) {
    if (part.startsWith('<![CDATA[')) value += part.slice(9, -3);
    // Around CDATA, white space is the writer's indentation.
    else if (!cdata || part.trim() !== '') {
      const text = part.replace(
        /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/g,
        (_, name, decimal, hex) =>
          name ? (entities[name] as string) : character(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
      );
      if (/&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)/.test(part)) return undefined;
      value += text;
    }
  }
  return value;
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

/** A field, or one that has fields inside. */
export type XmlField = readonly [string, string | number | readonly XmlField[]];

/** Writes as WeChat does: texts in CDATA, a line for each field. Numbers stand bare. */
export function writeXml(fields: Iterable<XmlField>, root = 'xml'): string {
  const lines = Array.from(fields, ([name, value]) => `<${name}>${contentOf(value)}</${name}>`);
  return `<${root}>${lines.join('\n')}\n</${root}>`;
}

function contentOf(value: XmlField[1]): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string')
    return value.map(([name, inside]) => `<${name}>${contentOf(inside)}</${name}>`).join('');
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
