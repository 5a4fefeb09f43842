import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Enough for a busy machine; what takes as long is stuck. */
export const PATIENCE = 300_000;

/**
 * What `measure.mjs` measures, in a plain Node of its own: Jest runs tests in continuations and in a world of its own
 * globals, where microtasks cannot be drained.
 */
export async function measured<T>(what: string, options: object): Promise<T> {
  const { stdout } = await run(process.execPath, [join(__dirname, 'measure.mjs'), what, JSON.stringify(options)], {
    timeout: PATIENCE,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as T;
}

/** `npm run sim -- …`, with what it prints and whether it found a broken rule. */
export async function sim(...args: string[]): Promise<{ code: number; stdout: string }> {
  const options = { timeout: PATIENCE, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await run(process.execPath, [join(__dirname, 'run.mjs'), ...args], options);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, stdout };
  }
}
