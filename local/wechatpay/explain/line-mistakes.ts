import type { TextMistake } from './rsa';

/** One line of a text that is signed line by line. */
export interface Line {
  /** In Chinese. */
  name: string;
  value: string;
  /** The stable name of leaving it out. */
  leftOut?: string;
}

export const textOf = (lines: Pick<Line, 'value'>[]) => lines.map(({ value }) => `${value}\n`).join('');

/** The same lines, one of them with another value. */
export function withLine(lines: Line[], name: string, value: string): string {
  return textOf(lines.map((line) => (line.name === name ? { ...line, value } : line)));
}

/** What goes wrong with lines, whatever they hold: their ends, their order, one that is missing, and its letters' case. */
export function* lineMistakes(lines: Line[]): Generator<TextMistake> {
  const right = textOf(lines);
  yield { mistake: 'trailing-newline-missing', reason: '签名串末尾少了一个换行', text: right.slice(0, -1) };
  yield { mistake: 'trailing-newline-added', reason: '签名串末尾多了一个换行', text: `${right}\n` };
  const escaped = '签名串里的换行是字面上的 \\n 两个字符';
  yield { mistake: 'escaped-newlines', reason: escaped, text: lines.map(({ value }) => `${value}\\n`).join('') };
  const carriage = '签名串里的换行是 \\r\\n，应为 \\n';
  yield { mistake: 'carriage-returns', reason: carriage, text: lines.map(({ value }) => `${value}\r\n`).join('') };
  yield { mistake: 'newlines-missing', reason: '签名串各部分之间没有换行', text: lines.map((l) => l.value).join('') };
  for (const separator of ['&', ',', ' ', '|']) {
    const text = lines.map(({ value }) => value).join(separator);
    yield { mistake: 'newlines-missing', reason: `签名串各部分之间是 ${separator}，应为换行`, text };
  }
  for (const line of lines) {
    if (line.value === '') continue;
    const mistake = line.leftOut ?? 'part-left-out';
    const without = textOf(lines.filter((each) => each !== line));
    yield { mistake, reason: `签名串漏了${line.name}一行`, text: without };
    yield { mistake, reason: `签名串里的${line.name}是空的`, text: withLine(lines, line.name, '') };
    for (const value of ['undefined', 'null', 'None']) {
      yield { mistake, reason: `签名串里的${line.name}是 ${value}`, text: withLine(lines, line.name, value) };
    }
  }
  for (const ordered of permutations(lines)) {
    const reason = `签名串的顺序应为 ${lines.map(({ name }) => name).join('、')}`;
    yield { mistake: 'parts-in-wrong-order', reason, text: textOf(ordered) };
  }
}

/** What goes wrong with the time: another second, milliseconds, a fraction. `build` makes the text of a timestamp. */
export function* timestampMistakes(timestamp: string, build: (timestamp: string) => string): Generator<TextMistake> {
  const wrong = (mistake: string, signed: string): TextMistake => ({
    mistake,
    reason: `签名用的时间戳是 ${signed}，发送的是 ${timestamp}`,
    text: build(signed),
  });
  if (/^\d{13}$/.test(timestamp)) yield wrong('timestamp-in-milliseconds', timestamp.slice(0, 10));
  if (!/^\d{1,15}$/.test(timestamp)) return;
  for (let off = 1; off <= 60; off += 1) {
    yield wrong('timestamp-differs', String(Number(timestamp) - off));
    yield wrong('timestamp-differs', String(Number(timestamp) + off));
  }
  for (let thousandth = 0; thousandth < 1000; thousandth += 1) {
    const digits = String(thousandth).padStart(3, '0');
    yield wrong('timestamp-in-milliseconds', timestamp + digits);
    if (thousandth > 0) yield wrong('timestamp-with-fraction', `${timestamp}.${digits.replace(/0+$/, '')}`);
  }
}

/** A random string that was signed in other letters than it was sent in. */
export function* caseMistakes(name: string, value: string, build: (value: string) => string): Generator<TextMistake> {
  const reason = `签名用的${name}大小写与发送的不同`;
  yield { mistake: 'nonce-case', reason, text: build(value.toLowerCase()) };
  yield { mistake: 'nonce-case', reason, text: build(value.toUpperCase()) };
}

/** Of five lines, 120. */
function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    permutations(items.filter((_, each) => each !== at)).map((rest) => [first, ...rest]),
  );
}
