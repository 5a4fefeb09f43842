import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { loadKeys } from '../../../../local/wechatpay/keys/load-keys';

/** Five RSA keys take a second or two to make: the tests share one set, and keys.test.ts watches a new one being made. */
const shared = join(tmpdir(), `wechatpay-test-keys-${userInfo().username}`);

/** Fills a folder with keys that were made before, by whichever test came first. */
export async function readyKeys(folder: string) {
  if (!existsSync(shared)) {
    const made = await mkdtemp(`${shared}-`);
    await loadKeys(made);
    // Another worker may have been faster: then its keys are as good.
    await rename(made, shared).catch(() => rm(made, { recursive: true }));
  }
  await cp(shared, folder, { recursive: true });
}
