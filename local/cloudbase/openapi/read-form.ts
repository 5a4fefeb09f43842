import { invalidParam } from '../errors';

const maxParts = 32;

/**
 * The parts of a `multipart/form-data` body by name, as cloud.openapi and cloud.cloudPay send them.
 *
 * @throws CloudError where the body is none
 */
export function readForm(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> {
  const boundary = /;\s*boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw invalidParam('the request is neither JSON nor a form');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line break before it.
  const text = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts = new Map<string, Buffer>();
  for (let at = text.indexOf(delimiter); at >= 0 && parts.size < maxParts; ) {
    const from = at + delimiter.length;
    const next = text.indexOf(delimiter, from);
    if (next < 0) break;
    const headersEnd = text.indexOf('\r\n\r\n', from);
    const name = / name="([^"]*)"/.exec(text.toString('latin1', from, headersEnd))?.[1];
    if (name !== undefined && headersEnd < next) parts.set(name, text.subarray(headersEnd + 4, next));
    at = next;
  }
  return parts;
}
