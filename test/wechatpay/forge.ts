// The little of node-forge that the tests use; it brings no types of its own.
interface ByteBuffer {
  getBytes(): string;
  toHex(): string;
  data: string;
}
interface MessageDigest {
  update(bytes: string, encoding?: 'raw' | 'utf8'): MessageDigest;
  digest(): ByteBuffer;
}
interface Hmac {
  start(algorithm: 'sha256' | 'md5', key: string): void;
  update(bytes: string): void;
  digest(): ByteBuffer;
}
export interface PrivateKey {
  n: unknown;
  e: unknown;
  sign(digest: MessageDigest): string;
}
interface PublicKey {
  verify(digest: string, signature: string): boolean;
}
interface Certificate {
  publicKey: PublicKey;
  serialNumber: string;
  validity: { notBefore: Date; notAfter: Date };
  setSubject(attributes: { name: string; value: string }[]): void;
  setIssuer(attributes: { name: string; value: string }[]): void;
  setExtensions(extensions: Record<string, unknown>[]): void;
  sign(key: PrivateKey, digest: MessageDigest): void;
}
interface Cipher {
  start(options: { iv?: string; additionalData?: string; tagLength?: number }): void;
  update(input: ByteBuffer): void;
  finish(): boolean;
  output: ByteBuffer;
  mode: { tag: ByteBuffer };
}
interface Forge {
  md: { md5: { create(): MessageDigest }; sha1: { create(): MessageDigest }; sha256: { create(): MessageDigest } };
  hmac: { create(): Hmac };
  cipher: { createCipher(algorithm: 'AES-GCM' | 'AES-ECB', key: string): Cipher };
  util: {
    createBuffer(bytes: string): ByteBuffer;
    encodeUtf8(text: string): string;
    encode64(bytes: string): string;
    decode64(text: string): string;
  };
  pki: {
    privateKeyFromPem(pem: string): PrivateKey;
    publicKeyFromPem(pem: string): PublicKey;
    setRsaPublicKey(n: unknown, e: unknown): PublicKey;
    createCertificate(): Certificate;
    certificateToPem(certificate: Certificate): string;
    certificateFromPem(pem: string): Certificate;
  };
  pkcs12: {
    toPkcs12Asn1(key: PrivateKey, chain: Certificate[], password: string, options: { algorithm: '3des' }): unknown;
  };
  asn1: { toDer(asn1: unknown): ByteBuffer };
}

export const forge: Forge = require('node-forge');
