import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fingerprint } from './fingerprint';

/** All that a built function is made of. */
const sources = ['cloudfunctions', 'typings', 'package-lock.json'];

/** Builds the cloud functions into the folder, unless they were built there from the same sources: that takes seconds. */
export async function buildFunctions(root: string, outFolder: string): Promise<void> {
  const note = join(outFolder, '.built-from');
  const now = fingerprint(sources.map((name) => join(root, name)));
  if (existsSync(note) && readFileSync(note, 'utf8') === now) return;
  await promisify(execFile)(process.execPath, [join(root, 'cloudfunctions/build.mjs'), outFolder], { cwd: root });
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(note, now);
}
