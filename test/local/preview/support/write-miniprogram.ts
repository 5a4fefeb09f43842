import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../../support/temporary-folder';

/** A mini program of one page, in a folder of its own that lasts as long as the tests of the file, with these files instead of or besides the usual ones. */
export function writeMiniprogram(files: Record<string, string> = {}): string {
  const folder = temporaryFolder('miniprogram');
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
