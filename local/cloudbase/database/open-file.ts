import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

export type DatabaseFile = InstanceType<typeof Libsql>;

const schema = `
  CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS documents (
    collection TEXT NOT NULL, id BLOB NOT NULL, body TEXT NOT NULL, PRIMARY KEY (collection, id)
  );
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY, collection TEXT NOT NULL, name TEXT NOT NULL, keys TEXT NOT NULL,
    is_unique INTEGER NOT NULL, multikey INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, name)
  );
  CREATE TABLE IF NOT EXISTS index_entries (
    index_id INTEGER NOT NULL, entry BLOB NOT NULL, document BLOB NOT NULL, PRIMARY KEY (index_id, entry)
  ) WITHOUT ROWID;
`;

/**
 * Opens `cloudbase.sqlite` in the folder, for this process alone. Every commit is on the disk before it is acknowledged:
 * a write-ahead log, synced at each commit, loses nothing to `kill -9` or to a power cut.
 */
export function openFile(dataFolder: string): DatabaseFile {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'cloudbase.sqlite');
  try {
    const database = new Libsql(file);
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('cache_size = -32768');
    // Reads come from the system's memory: in a hundred thousand orders a buyer's lie on twenty pages that no cache of
    // ours would hold, and copying them here took as long as all the rest of the query.
    database.pragma('mmap_size = 1073741824');
    database.exec(schema);
    return database;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      const busy = new Error(`the data folder is in use by another local CloudBase: ${dataFolder}`);
      throw Object.assign(busy, { code: 'EBUSY' });
    }
    throw error;
  }
}

/**
 * Closes the file and lets go of it, the log merged into it. libsql keeps a file open until the last of its statements is
 * collected as garbage; the lock must not wait for that.
 */
export function closeFile(database: DatabaseFile): void {
  database.pragma('journal_mode = DELETE');
  database.pragma('locking_mode = NORMAL');
  database.exec('SELECT 1 FROM collections LIMIT 1');
  database.close();
}
