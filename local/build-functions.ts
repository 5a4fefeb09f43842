import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** All that a built function is made of. */
const sources = ['cloudfunctions', 'typings', 'package-lock.json'];

/** Builds the cloud functions into the folder, unless they were built there from the same sources: that takes seconds. */
export async function buildFunctions(root: string, outFolder: string): Promise<void> {
  const note = join(outFolder, '.built-from');
  const now = fingerprint(root);
  if (existsSync(note) && readFileSync(note, 'utf8') === now) return;
  await promisify(execFile)(process.execPath, [join(root, 'cloudfunctions/build.mjs'), outFolder], { cwd: root });
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(note, now);
}

/** Changes when a source file does, comes or goes. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path}\n${mtimeMs}\n${size}\n`);
  };
  for (const source of sources.map((name) => join(root, name))) {
    if (statSync(source).isFile()) add(source);
    else for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).sort()) add(join(source, file));
  }
  return hash.digest('hex');
}
