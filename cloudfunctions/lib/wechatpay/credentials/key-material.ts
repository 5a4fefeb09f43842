import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** What a developer pasted or put into a file, told apart by what it turned out to be. */
export type KeyMaterial =
  | { form: 'private key'; key: KeyObject }
  | { form: 'public key'; key: KeyObject }
  | { form: 'certificate'; key: KeyObject; certificate: X509Certificate }
  | { form: 'encrypted private key' }
  | { form: 'unreadable' };

/**
 * Reads a key or certificate in any form that survives a web console or a shell: PEM, PEM in one line with `\n` written
 * out, the bare base64 of its middle, or the whole file in base64; PKCS#1, PKCS#8, SPKI or X.509.
 */
export function readKeyMaterial(text: string): KeyMaterial {
  const unescaped = text.replace(/\\[rn]/g, '\n').trim();
  const pem = /-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \1-----/.exec(unescaped);
  if (pem) return readDer(base64(pem[2] ?? ''), pem[1]);
  const bytes = base64(unescaped);
  const inner = bytes.toString('latin1');
  return inner.startsWith('-----BEGIN ') ? readKeyMaterial(inner) : readDer(bytes);
}

function base64(text: string): Buffer {
  return Buffer.from(text.replace(/\s/g, ''), 'base64');
}

/** Bare base64 has no label, so every kind is tried; DER of one kind never parses as another. */
function readDer(der: Buffer, label?: string): KeyMaterial {
  if (label === 'ENCRYPTED PRIVATE KEY') return { form: 'encrypted private key' };
  for (const read of READERS) {
    try {
      return read(der);
    } catch {
      // Not of this kind.
    }
  }
  return { form: 'unreadable' };
}

const READERS: readonly ((der: Buffer) => KeyMaterial)[] = [
  (key) => ({ form: 'private key', key: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) }),
  (key) => ({ form: 'private key', key: createPrivateKey({ key, format: 'der', type: 'pkcs1' }) }),
  (key) => ({ form: 'public key', key: createPublicKey({ key, format: 'der', type: 'spki' }) }),
  (key) => ({ form: 'public key', key: createPublicKey({ key, format: 'der', type: 'pkcs1' }) }),
  (der) => {
    const certificate = new X509Certificate(der);
    return { form: 'certificate', key: certificate.publicKey, certificate };
  },
];

/** What is wrong with a key's algorithm or length, or undefined. */
export function weakness(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') return `是 ${key.asymmetricKeyType} 密钥，不是 RSA`;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < 2048 ? `只有 ${bits} 位，至少要 2048 位` : undefined;
}
