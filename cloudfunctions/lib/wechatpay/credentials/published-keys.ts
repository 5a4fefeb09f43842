import { createHash, type KeyObject } from 'node:crypto';

/**
 * Keys that stand in documentation, SDK tests or readmes. Whoever copies one of them lets everybody sign in the merchant's
 * name.
 */
const PUBLISHED_SECRETS = new Set([
  '192006250b4c09247ec02edce69f6a2d',
  '8934e7d15453e97507ef794cf7b0519d',
  'exposed_your_key_here_have_risks',
  '0123456789abcdef0123456789abcdef',
  '1234567890abcdef1234567890abcdef',
  '12345678901234567890123456789012',
  'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
  '5YI2YwEdV56hCsNEoOGEeL17vRFcz3i6',
  '53D67FCB97E68F9998CBD17ED7A8D1E2',
]);

/** SHA-256 of the public half, as DER, of RSA keys whose private half was published. */
const PUBLISHED_RSA_KEYS = new Set<string>([
  '0076df9361cc1f5744359234d7df9fd43442cf369fb98826562f1d10a347ec5c',
  '8a5b82f18120806bb2c6b46e1a2f8687ceaa20a45bc2b649e37e6d9878336dc5',
  '0a378ebeeaf3f5cb53393af329d40fab1c10bfe88b395d6dd5d58a3583ef3226',
]);

export function isPublishedSecret(secret: string): boolean {
  return PUBLISHED_SECRETS.has(secret) || new Set(secret).size < 4;
}

export function isPublishedKey(publicKey: KeyObject): boolean {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return PUBLISHED_RSA_KEYS.has(createHash('sha256').update(der).digest('hex'));
}
