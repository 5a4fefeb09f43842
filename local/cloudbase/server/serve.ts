import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Cloud } from '../cloud';
import { answerAccess, findRoute } from './answer-access';
import { answerAdmin } from './answer-admin';
import { answerControl } from './answer-control';
import { sendJson } from './send-json';

/** The one server: `/admin` for the SDK, `/_control/` for people and tests, all else is HTTP access. */
export function createCloudServer(cloud: () => Cloud, log: (line: string) => void): Server {
  const server = createServer((request, response) => {
    answer(cloud(), request, response).catch((error: Error) => {
      if (request.destroyed && !request.complete) return;
      log(`${request.method} ${request.url}: ${error.stack}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { code: 'SYS_ERR', message: `[emulator] ${error.message}` });
    });
  });
  // A sender that never ends its request must not keep a place for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = 2_000;
  return server;
}

async function answer(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = `http://cloud${request.url}`;
  if (!URL.canParse(address)) return sendJson(response, 400, { code: 'INVALID_PATH', message: 'not an address' });
  const url = new URL(address);
  if (url.pathname === '/admin' && request.method === 'POST') return answerAdmin(cloud, request, response);
  if (url.pathname.startsWith('/_control/')) return answerControl(cloud, url, request, response);
  const route = findRoute(cloud, url.pathname);
  if (route) return answerAccess(cloud, route, url, request, response);
  const paths = Object.keys(cloud.httpRoutes).join(', ');
  sendJson(response, 404, {
    code: 'INVALID_PATH',
    message: `nothing here: functions answer under ${paths || 'no path'}`,
  });
}
