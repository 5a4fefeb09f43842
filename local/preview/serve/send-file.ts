import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { HttpError } from './http-error';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
};

/** Sends a file of a folder, and nothing from outside of it. What is named after its content may be kept for ever. */
export function sendFile(response: ServerResponse, folder: string, path: string, { immutable = false } = {}) {
  const file = locate(folder, path);
  response.writeHead(200, {
    'content-type': types[extname(file)],
    'content-length': statSync(file).size,
    'cache-control': immutable ? 'max-age=31536000, immutable' : 'no-cache',
  });
  createReadStream(file).pipe(response);
}

/** An icon as a mask: its own spelling of `viewBox` mended, its colour of no matter. */
export function sendIcon(response: ServerResponse, folder: string, path: string) {
  const svg = readFileSync(locate(folder, path), 'utf8')
    .replace('view-box', 'viewBox')
    .replaceAll('currentColor', '#000');
  response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' }).end(svg);
}

function locate(folder: string, path: string): string {
  const file = join(folder, path);
  const inside = file.startsWith(folder + sep) && !path.includes('\0');
  if (!inside || !(extname(file) in types) || !existsSync(file) || !statSync(file).isFile()) {
    throw new HttpError(404, `there is no ${path}`);
  }
  return file;
}
