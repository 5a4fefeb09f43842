import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createConsole, type Panel } from '../../../local/console/console';

const outFolder = mkdtempSync(join(tmpdir(), 'console-'));
let server: Server;
let panel: Panel;
let asked: string[] = [];

/** Both servers in one: writes down what it is asked, and refuses a clock that runs backwards. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${body}`.trim());
    if (body.includes('-60')) response.writeHead(400).end('{"message":"advanceSeconds 不能为负"}');
    else response.end(JSON.stringify({ entries: [], next: 7 }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  panel = await createConsole({
    root: resolve(__dirname, '../../..'),
    outFolder,
    wechatpayUrl: `${url}/wechatpay`,
    cloudUrl: `${url}/cloud`,
  });
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(outFolder, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
});

const ask = (route: string, query = '', body?: unknown) =>
  panel.routes[route]?.({ query: new URLSearchParams(query), body });

test('the bundle is one script and one style', () => {
  expect(existsSync(panel.script)).toBe(true);
  expect(readFileSync(panel.style, 'utf8')).toContain('.workbench');
});

test.each([
  ['wechatpay', 'after=3', undefined, 'GET /wechatpay/_control/log?after=3'],
  ['cloud', 'after=12', undefined, 'GET /cloud/_control/log?after=12'],
  ['cloud', 'after=1%26x=2', undefined, 'GET /cloud/_control/log?after=0'],
  ['state', '', undefined, 'GET /wechatpay/_control/state?limit=1'],
  ['clock', '', { advanceSeconds: 60 }, 'POST /wechatpay/_control/clock {"advanceSeconds":60}'],
  ['faults', '', { loseNotifications: true }, 'POST /wechatpay/_control/faults {"loseNotifications":true}'],
])('%s?%s with %j asks for %s', async (route, query, body, request) => {
  expect(await ask(route, query, body)).toEqual({ entries: [], next: 7 });
  expect(asked).toEqual([request]);
});

test("a refusal comes through in the server's words", async () => {
  await expect(ask('clock', '', { advanceSeconds: -60 })).rejects.toThrow(
    'answered 400: {"message":"advanceSeconds 不能为负"}',
  );
});
