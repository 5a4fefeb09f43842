/** The same text with one letter or digit changed, so that it no longer verifies. */
export function corrupted(body: string): string {
  const middle = Math.floor(body.length / 2);
  const at = body.slice(middle).search(/[A-Za-z0-9](?=[A-Za-z0-9]{2})/);
  if (at < 0) return `${body} `;
  const changed = body[middle + at] === '7' ? '8' : '7';
  return body.slice(0, middle + at) + changed + body.slice(middle + at + 1);
}
