/// <reference path="./node-forge.d.ts" />
import forge from 'node-forge';

/** A merchant's key and certificate as WeChat hands them out for API v2: PKCS#12, the passphrase being the mchid. */
export function makeP12(privateKeyPem: string, certificatePem: string, mchid: string): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKeyPem),
    [forge.pki.certificateFromPem(certificatePem)],
    mchid,
    // OpenSSL 3 reads this one without its legacy provider.
    { algorithm: '3des' },
  );
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}
