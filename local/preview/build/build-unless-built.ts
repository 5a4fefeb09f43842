import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../fingerprint';
import { type Build, type BuildOptions, buildMiniprogram } from './build-miniprogram';

/** As `buildMiniprogram`, which takes seconds; where `outDir` holds what these sources were built into, it stays. */
export async function buildUnlessBuilt(options: BuildOptions): Promise<Build> {
  const { source, packageRoot, outDir, minify } = options;
  const note = join(outDir, 'built-from.json');
  const compiler = ['local/preview', 'package-lock.json'].map((name) => join(packageRoot, name));
  const sources = `${fingerprint([source, ...compiler])} ${minify}`;
  const kept = read(note);
  const isWhole = ({ script, style }: Build) => existsSync(join(outDir, script)) && existsSync(join(outDir, style));
  if (kept?.sources === sources && isWhole(kept.build)) return kept.build;
  const build = await buildMiniprogram(options);
  writeFileSync(note, JSON.stringify({ sources, build }));
  return build;
}

function read(note: string): { sources: string; build: Build } | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    // There is none, or a start was cut off while it wrote one.
    return undefined;
  }
}
