/** What a text becomes where a program takes it for another charset than UTF-8, as far as a string can show it. */
export const wrongCharsets: readonly (readonly [how: string, change: (text: string) => string])[] = [
  ['把 UTF-8 当作单字节编码', (text) => Buffer.from(text, 'utf8').toString('latin1')],
  ['用了 ISO-8859-1 编码，中文都成了问号', (text) => text.replace(/[\u0100-\u{10ffff}]/gu, '?')],
];
