/** What somebody on the internet sent through HTTP access. */
export interface HttpRequest {
  method: string;
  /** Without query and without a slash at the end. */
  path: string;
  /** Lower-case names; a header that came twice is an array. */
  headers: Record<string, string | string[]>;
  /** The bytes as they came, or undefined where they are more than allowed. */
  body: Buffer | undefined;
}

export interface HttpResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: false;
}

/**
 * The request in an HTTP access event, or undefined if the event is none. Anybody who can call a function can send an
 * event of this shape, so it says nothing about where it comes from.
 */
export function readHttpRequest(event: unknown, maxBytes: number): HttpRequest | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { httpMethod, path, headers, body, isBase64Encoded } = event as Record<string, unknown>;
  if (typeof httpMethod !== 'string' || typeof path !== 'string') return undefined;
  return {
    method: httpMethod.toUpperCase(),
    path: path.replace(/\?.*$/s, '').replace(/\/$/, ''),
    headers: lowerCase(headers),
    body: decode(typeof body === 'string' ? body : '', isBase64Encoded === true, maxBytes),
  };
}

function lowerCase(headers: unknown): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = Object.create(null);
  if (typeof headers !== 'object' || headers === null) return result;
  for (const [name, value] of Object.entries(headers)) {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
    const key = name.toLowerCase();
    const all = [result[key] ?? [], values].flat();
    if (all.length > 0) result[key] = all.length === 1 && all[0] !== undefined ? all[0] : all;
  }
  return result;
}

/** Measured before it is decoded: a large body must not cost more than its length. */
function decode(body: string, base64: boolean, maxBytes: number): Buffer | undefined {
  if (body.length > (base64 ? Math.ceil(maxBytes / 3) * 4 : maxBytes)) return undefined;
  const bytes = Buffer.from(body, base64 ? 'base64' : 'utf8');
  return bytes.length > maxBytes ? undefined : bytes;
}
