import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes over a data folder. Whoever was started on it before and is just ending, as after a quick restart, is waited for;
 * one that stays is the business of the databases' own locks.
 *
 * @returns lets go of the folder
 */
export async function takeOver(dataFolder: string): Promise<() => void> {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'running.pid');
  for (const patience = Date.now() + 5_000; isRunning(readPid(file)) && Date.now() < patience; ) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
