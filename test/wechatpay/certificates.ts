// Certificates and PKCS#12 files, made of node-forge.
import { forge } from './forge';

export interface Made {
  key: string;
  cert: string;
}

interface Asked {
  name: string;
  /** PEM of the private key. */
  key: string;
  serial?: string;
  /** Who vouches for it; itself unless given. */
  issuer?: Made & { name: string };
  extensions?: Record<string, unknown>[];
}

export function makeCertificate({ name, key: pem, serial = '01', issuer, extensions = [] }: Asked): Made {
  const key = forge.pki.privateKeyFromPem(pem);
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  made.serialNumber = serial;
  made.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  made.validity.notAfter = new Date('2099-01-01T00:00:00Z');
  made.setSubject([{ name: 'commonName', value: name }]);
  made.setIssuer([{ name: 'commonName', value: issuer?.name ?? name }]);
  made.setExtensions(extensions);
  made.sign(issuer ? forge.pki.privateKeyFromPem(issuer.key) : key, forge.md.sha256.create());
  return { key: pem, cert: forge.pki.certificateToPem(made) };
}

/** A certificate for 127.0.0.1 that signed itself. */
export function selfSigned(key: string): Made {
  return makeCertificate({
    name: 'localhost',
    key,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
}

/** The file that the merchant platform hands out for a certificate and its key. */
export function makeP12({ key, cert }: Made, password: string): Buffer {
  const certificate = forge.pki.certificateFromPem(cert);
  const asn1 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(key), [certificate], password, {
    algorithm: '3des',
  });
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
