import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { ShopCloudOptions } from './shop-cloud';

export type CloudProcess = Awaited<ReturnType<typeof startCloudProcess>>;

/** Starts the shop's cloud in a process of its own, which leads a group with all the functions' processes. */
export async function startCloudProcess(
  options: Omit<ShopCloudOptions, 'environment'>,
  environment: Record<string, string> = {},
) {
  const argument = JSON.stringify({ ...options, environment });
  const child = spawn(process.execPath, [built(options.root), argument], {
    // Its standard input says that we are alive.
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      url,
      pid: child.pid as number,
      /** `kill -9`, of the cloud and of every function at the same moment. */
      async kill() {
        process.kill(-(child.pid as number), 'SIGKILL');
        await ended;
      },
    };
  }
  throw new Error('the cloud ended before it had an address');
}

const scripts = new Set<string>();

/** The bundle, made once by each process that starts clouds, and whole or not at all: others make the same. */
function built(root: string): string {
  const script = join(root, 'dist/test/cloud-process.cjs');
  if (scripts.has(script)) return script;
  const unfinished = `${script}.${process.pid}`;
  buildSync({
    entryPoints: [join(root, 'test/support/cloud-process.ts')],
    outfile: unfinished,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  renameSync(unfinished, script);
  scripts.add(script);
  return script;
}
