/// <reference path="./node-forge.d.ts" />
import { createPublicKey } from 'node:crypto';
import forge from 'node-forge';

export interface CertificateRequest {
  privateKeyPem: string;
  /** 40 hex digits; the first must be 1 to 7, or the number would read as negative. */
  serial: string;
  commonName: string;
  /** ASCII. */
  organization: string;
  validFrom: Date;
  years: number;
  /** Host names and addresses, for a server's certificate. */
  hosts?: string[];
}

/** A self-signed X.509 certificate in PEM. Who checks it is told to trust exactly this one. */
export function makeCertificate(request: CertificateRequest): string {
  const certificate = forge.pki.createCertificate();
  const publicKeyPem = createPublicKey(request.privateKeyPem).export({ type: 'spki', format: 'pem' }) as string;
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  certificate.serialNumber = request.serial.toLowerCase();
  const validTo = new Date(request.validFrom);
  validTo.setFullYear(validTo.getFullYear() + request.years);
  certificate.validity = { notBefore: request.validFrom, notAfter: validTo };
  const name = [
    { shortName: 'C', value: 'CN' },
    { shortName: 'O', value: request.organization },
    { shortName: 'CN', value: request.commonName },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  if (request.hosts) {
    const altNames = request.hosts.map((host) =>
      /^[\d.]+$|:/.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host },
    );
    // A trust store takes a self-signed server certificate as an authority, so it has to be one.
    certificate.setExtensions([
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ]);
  }
  certificate.sign(forge.pki.privateKeyFromPem(request.privateKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
