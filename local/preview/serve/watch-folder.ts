import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const intervalMs = 400;
/** Beyond this many files a folder is not a mini program, and looking at all of them would cost too much. */
const limit = 5_000;

/**
 * Calls back when a file below the folder has been added, removed or changed, and nothing has changed since the last
 * look: editors write in several steps. It looks at every file, because `fs.watch` misses changes on some systems.
 * The answer ends it.
 */
export function watchFolder(folder: string, changed: () => void): () => void {
  let told = snapshot(folder);
  let last = told;
  const timer = setInterval(() => {
    const now = snapshot(folder);
    const settled = now === last;
    last = now;
    if (!settled || now === told) return;
    told = now;
    changed();
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function snapshot(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .slice(0, limit)
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const { mtimeMs, size } = statSync(path);
        return `${path} ${mtimeMs} ${size}`;
      })
      .join('\n');
  } catch {
    // A file that vanished between the listing and the look: the next look sees what is there then.
    return '';
  }
}
