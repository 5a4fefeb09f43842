import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A mini program of one page, in a folder of its own, with these files instead of or besides the usual ones. */
export function writeMiniprogram(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'miniprogram-'));
  const all = {
    'app.json': '{ "pages": ["pages/a/a"] }',
    'app.ts': 'App({});',
    'pages/a/a.json': '{}',
    'pages/a/a.wxml': '<view>a</view>',
    'pages/a/a.ts': 'Page({});',
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
