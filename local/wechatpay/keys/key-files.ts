import { generateKeyPair } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Files of one folder that are made when they are missing, and never overwritten. */
export interface KeyFiles {
  /** The content, or undefined where there is no such file. */
  read(name: string): Promise<Buffer | undefined>;
  readOrMake(name: string, make: () => Promise<string | Buffer> | string | Buffer): Promise<Buffer>;
}

export function keyFiles(folder: string): KeyFiles {
  const read = async (name: string) => {
    try {
      return await readFile(join(folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  return {
    read,
    async readOrMake(name, make) {
      const present = await read(name);
      if (present) return present;
      const content = await make();
      // A process that dies while writing must not leave half a key that would be trusted at the next start.
      const temporary = join(folder, `.${name}.${process.pid}.new`);
      await writeFile(temporary, content, { mode: 0o600 });
      await rename(temporary, join(folder, name));
      return Buffer.from(content);
    },
  };
}

/** A 2048-bit RSA key in PKCS#8 PEM; node:crypto makes it off the main thread and far faster than node-forge. */
export async function newPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}
