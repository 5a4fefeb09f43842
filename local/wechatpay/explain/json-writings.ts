/** One way in which a library writes a JSON document, and how it is called. */
export interface JsonWriting {
  how: string;
  text: string;
}

const layouts: [how: string, write: (value: unknown) => string][] = [
  ['紧凑的', (value) => JSON.stringify(value)],
  ['逗号和冒号后带空格的', spaced],
  ['缩进 2 格的', (value) => JSON.stringify(value, null, 2)],
  ['缩进 4 格的', (value) => JSON.stringify(value, null, 4)],
  ['用制表符缩进的', (value) => JSON.stringify(value, null, '\t')],
];

const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What else libraries do by default: Python and PHP to Chinese, PHP to slashes, Go to what HTML takes for markup. */
const escapes: [how: string, write: (json: string) => string][] = [
  ['', (json) => json],
  ['、中文转成 \\uXXXX', (json) => json.replace(/[\u0080-\uffff]/g, unicode)],
  ['、斜杠写成 \\/', (json) => json.replaceAll('/', '\\/')],
  ['、中文转成 \\uXXXX、斜杠写成 \\/', (json) => json.replaceAll('/', '\\/').replace(/[\u0080-\uffff]/g, unicode)],
  ['、<>& 转成 \\uXXXX', (json) => json.replace(/[<>&\u2028\u2029]/g, unicode)],
];

/** The ways in which a document may have been written again; none where it is no JSON, or nested too deeply. */
export function jsonWritings(document: string): JsonWriting[] {
  try {
    const value: unknown = JSON.parse(document);
    if (typeof value !== 'object' || value === null) return [];
    const orders: [how: string, value: unknown][] = [
      ['', value],
      ['、键按字母排序', withSortedKeys(value)],
    ];
    return orders.flatMap(([order, ordered]) =>
      layouts.flatMap(([layout, write]) => {
        const written = write(ordered);
        return escapes.map(([changed, change]) => ({ how: `${layout}${changed}${order}`, text: change(written) }));
      }),
    );
  } catch {
    return [];
  }
}

/** As Python's json.dumps puts white space by default. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, '');
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, each]) => [name, withSortedKeys(each)]));
}
