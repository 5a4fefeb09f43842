/** The part of node-forge that writes certificates and PKCS#12 files, which node:crypto cannot. */
declare module 'node-forge' {
  interface Attribute {
    shortName: string;
    value: string;
  }
  interface AltName {
    type: 2 | 7;
    value?: string;
    ip?: string;
  }
  interface Certificate {
    publicKey: object;
    serialNumber: string;
    validity: { notBefore: Date; notAfter: Date };
    setSubject(attributes: Attribute[]): void;
    setIssuer(attributes: Attribute[]): void;
    setExtensions(extensions: { name: string; cA?: boolean; altNames?: AltName[] }[]): void;
    sign(privateKey: object, digest: object): void;
  }
  const forge: {
    pki: {
      createCertificate(): Certificate;
      certificateToPem(certificate: Certificate): string;
      certificateFromPem(pem: string): Certificate;
      privateKeyFromPem(pem: string): object;
      publicKeyFromPem(pem: string): object;
    };
    md: { sha256: { create(): object } };
    pkcs12: {
      toPkcs12Asn1(key: object, chain: Certificate[], passphrase: string, options: { algorithm: '3des' }): object;
    };
    asn1: { toDer(asn1: object): { getBytes(): string } };
  };
  export default forge;
}
