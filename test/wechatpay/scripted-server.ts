import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface RecordedRequest {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** Whose certificate the client showed, if it was asked for one and showed it. */
  client?: string;
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
export async function startScriptedServer(tls?: https.ServerOptions): Promise<ScriptedServer> {
  let script: Script = () => ({ status: 500 });
  let connections = 0;
  const requests: RecordedRequest[] = [];
  const listener: http.RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const client = clientOf(incoming.socket);
      const request = { method, path, headers, body: Buffer.concat(chunks).toString(), client };
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

function clientOf(socket: Socket | TLSSocket): string | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  const name = socket.getPeerCertificate().subject?.CN;
  return name === undefined ? undefined : String(name);
}
