/** One secret in one spelling. */
export interface Canary {
  name: string;
  text: string;
}

const HALF = 16;

/**
 * Every spelling in which a secret could get out: as it is, in Base64 wherever it begins there, in hex, as a URL has it and as
 * the bytes of a Buffer; each of the whole and of its halves. A key in PEM is as secret as each of its lines.
 *
 * @param secrets texts of 32 characters or more, or files
 */
export function canariesOf(secrets: Record<string, string | Buffer>): Canary[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const body = typeof secret === 'string' ? /^-----BEGIN [^-]+-----([^-]+)/.exec(secret)?.[1] : undefined;
    const bytes = body === undefined ? Buffer.from(secret) : Buffer.from(body, 'base64');
    if (typeof secret === 'string' && body === undefined) return spellings(name, bytes);
    // A file is known by pieces of itself, lines of PEM, behind the beginning that it shares with others of its kind.
    const lines = [0, 0.25, 0.5, 0.75].map((share) => 48 + Math.floor((bytes.length * share) / 48) * 48);
    return lines.flatMap((at) => spellings(name, bytes.subarray(at, at + 48)));
  });
}

/** The names of the secrets that are in a text. */
export function findCanaries(text: string, canaries: readonly Canary[]): string[] {
  return [...new Set(canaries.filter(({ text: spelling }) => text.includes(spelling)).map(({ name }) => name))];
}

function spellings(name: string, bytes: Buffer): Canary[] {
  const middle = Math.floor(bytes.length / 2);
  const pieces = [bytes, bytes.subarray(0, middle), bytes.subarray(middle)].filter(({ length }) => length >= HALF);
  const texts = pieces.flatMap((piece) => [
    ...(isText(piece) ? [piece.toString(), encodeURIComponent(piece.toString())] : []),
    piece.toString('hex'),
    piece.toString('hex').toUpperCase(),
    [...piece].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
    [...piece].join(','),
    ...base64(piece),
  ]);
  return [...new Set(texts)].map((text) => ({ name, text }));
}

const isText = (bytes: Buffer) => bytes.every((byte) => byte >= 0x20 && byte < 0x7f);

/** In Base64 three bytes are four letters, so what a text looks like depends on where it begins; its ends are cut off. */
function base64(piece: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const letters = Buffer.concat([Buffer.alloc(before), piece]).toString('base64');
    const own = letters.slice(Math.ceil((before * 8) / 6), Math.floor(((before + piece.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Words beside which 32 letters and digits are somebody's key. */
const NEAR = /mch_?id|app_?secret|api_?(v[23]_?)?key/gi;
const DISTANCE = 2_000;
const PRIVATE_KEYS = [
  /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----(?:\\r|\\n|\s)*[A-Za-z0-9+/]{40}/,
  // The same without its first line, as PKCS#8 and as PKCS#1.
  /MII[A-Za-z0-9+/]{3}IBADANBgkqhkiG9w0BAQEFAASC/,
  /MII[A-Za-z0-9+/]{3}IBAAKCA[A-Za-z0-9+/]{40}/,
];

/**
 * Keys in a file of source or of a build, whosever they are: private keys of RSA or EC, and 32 letters and digits in quotation
 * marks, or behind `=` or `:`, near the words of a merchant's configuration. What it answers is enough to find the place.
 *
 * @param published keys that are no secrets any more
 */
export function findKeys(text: string, published: ReadonlySet<string>): string[] {
  const found = PRIVATE_KEYS.some((pattern) => pattern.test(text)) ? ['a private key'] : [];
  const near = [...text.matchAll(NEAR)].map(({ index }) => index);
  for (const { 1: key = '', index } of text.matchAll(/["'`=:]\s*([A-Za-z0-9]{32})(?![A-Za-z0-9+/=_-])/g)) {
    const isKey = new Set(key).size > 8 && /\d/.test(key) && /[A-Za-z]/.test(key) && !published.has(key);
    if (isKey && near.some((place) => Math.abs(place - index) < DISTANCE)) found.push(`${key.slice(0, 4)}…`);
  }
  return found;
}
