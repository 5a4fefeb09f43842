import { spawnSync } from 'node:child_process';

/** The version of the Node that lies there, `v16.13.2`; undefined where there is none. */
export function nodeVersion(path: string): string | undefined {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /^v\d+\.\d+\.\d+$/m.exec(stdout ?? '')?.[0];
}
