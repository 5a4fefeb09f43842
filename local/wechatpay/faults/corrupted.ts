const letter = /[A-Za-z0-9](?=[A-Za-z0-9]{2})/;
/** Of a value: some parsers overlook a changed letter in a closing tag or in the word CDATA. */
const letterInXml = /[A-Za-z0-9](?=[A-Za-z0-9]{2}[^<>[\]]*(?:\]\]>|<\/))/;

/** The same text with one letter or digit changed, so that it no longer verifies. */
export function corrupted(body: string): string {
  const middle = Math.floor(body.length / 2);
  const at = body.slice(middle).search(body.startsWith('<') ? letterInXml : letter);
  if (at < 0) return `${body} `;
  const changed = body[middle + at] === '7' ? '8' : '7';
  return body.slice(0, middle + at) + changed + body.slice(middle + at + 1);
}
