import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import type { PreviewOptions } from '../preview-options';
import type { Compiler } from './compiler';
import { HttpError } from './http-error';
import { renderPage } from './page';
import { readJsonBody } from './read-json-body';
import { sendFile, sendIcon } from './send-file';

export interface Parts {
  options: PreviewOptions;
  compiler: Compiler;
  shell: { script: string; style: string };
  /** Where the mini program's files and the shell's lie. */
  appFolder: string;
  shellFolder: string;
}

/** Answers one request to the preview; what goes wrong is `{ "error": "…" }` with a fitting status. */
export async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse) {
  try {
    const url = new URL(request.url ?? '/', 'http://local');
    if (request.method === 'POST') sendJson(response, 200, await answerPost(parts, url, request));
    else if (request.method === 'GET' || request.method === 'HEAD') await answerGet(parts, url, response);
    else throw new HttpError(405, `${request.method} is not supported`);
  } catch (error) {
    const { message, status = 502 } = error as HttpError;
    if (!response.headersSent) sendJson(response, status, { error: message });
    else response.destroy();
  }
}

async function answerGet(
  { options, compiler, shell, appFolder, shellFolder }: Parts,
  url: URL,
  response: ServerResponse,
) {
  const path = decodePath(url.pathname);
  const below = (prefix: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined);
  const { panel, appid, miniprogram, packageRoot } = options;
  if (path === '/') {
    const html = renderPage({
      appid,
      shell,
      state: compiler.state(),
      panel: panel && { style: panel.style !== undefined },
    });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
    return;
  }
  if (path === '/_preview/build') {
    const { build, error } = compiler.state();
    return sendJson(response, 200, { build: build?.script, error });
  }
  const asset = below('/_preview/assets/');
  if (asset)
    return sendFile(response, asset.startsWith('shell-') ? shellFolder : appFolder, asset, { immutable: true });
  const file = below('/_preview/files/');
  if (file) return sendFile(response, miniprogram, file);
  const icon = below('/_preview/icons/');
  if (icon) return sendIcon(response, join(packageRoot, 'node_modules/tdesign-icons-svg/src'), icon);
  if (panel && path === '/panel.js') return sendFile(response, dirname(panel.script), basename(panel.script));
  if (panel?.style && path === '/panel.css') return sendFile(response, dirname(panel.style), basename(panel.style));
  const route = panel?.routes[below('/_panel/') ?? ''];
  if (route) return sendJson(response, 200, await route({ query: url.searchParams, body: undefined }));
  throw new HttpError(404, `there is no ${path}`);
}

async function answerPost({ options }: Parts, url: URL, request: IncomingMessage): Promise<unknown> {
  const body = await readJsonBody(request);
  const { cloud, wechatpay, appid, panel } = options;
  const fields = () => {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
    throw new HttpError(400, 'the body is not an object');
  };
  if (url.pathname === '/_preview/call') {
    const { name, data, openid } = fields();
    if (typeof name !== 'string' || typeof openid !== 'string') throw new HttpError(400, 'name and openid are strings');
    return cloud.call({ name, data, openid });
  }
  if (url.pathname === '/_preview/cashier') return wechatpay.cashier({ ...fields(), appId: appid });
  if (url.pathname === '/_preview/pay') return wechatpay.pay(fields());
  const route = url.pathname.startsWith('/_panel/') ? panel?.routes[url.pathname.slice('/_panel/'.length)] : undefined;
  if (route) return route({ query: url.searchParams, body });
  throw new HttpError(404, `there is no ${url.pathname}`);
}

function sendJson(response: ServerResponse, status: number, value: unknown) {
  const body = JSON.stringify(value ?? null);
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(body);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new HttpError(400, 'the path is not well encoded');
  }
}
