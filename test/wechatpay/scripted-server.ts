import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { keys } from '../fixtures/wechatpay/v3.json';
import { forge } from './forge';

export interface RecordedRequest {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export type Script = (request: RecordedRequest, response: http.ServerResponse) => ScriptedAnswer | undefined;

export interface ScriptedServer {
  url: string;
  requests: RecordedRequest[];
  /** How many TCP connections were opened. */
  connections: () => number;
  script: (script: Script) => void;
  close: () => Promise<void>;
}

/** A server that records what it is asked and answers what the test says; undefined leaves the answer to the script. */
export async function startScriptedServer(tls?: { key: string; cert: string }): Promise<ScriptedServer> {
  let script: Script = () => ({ status: 500 });
  let connections = 0;
  const requests: RecordedRequest[] = [];
  const listener: http.RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      const answer = script(request, response);
      if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    });
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    script: (next) => {
      script = next;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A certificate for 127.0.0.1 that signed itself. */
export function selfSigned(): { key: string; cert: string } {
  const key = forge.pki.privateKeyFromPem(keys.goTest.privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2099-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: 'localhost' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'localhost' }]);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  return { key: keys.goTest.privateKey, cert: forge.pki.certificateToPem(certificate) };
}
