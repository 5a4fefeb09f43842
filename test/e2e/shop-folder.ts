import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyKeys } from '../local/wechatpay/support/ready-keys';
import { root } from '../support/backend';

/** A data folder for a shop, which finds there what it would build and make first. The caller removes it. */
export async function shopFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'wechatpay-shop-'));
  cpSync(join(root, 'dist/cloudfunctions'), join(folder, 'build/cloudfunctions'), { recursive: true });
  cpSync(join(root, 'dist/test/preview'), join(folder, 'build/preview/app'), { recursive: true });
  await readyKeys(join(folder, 'keys'));
  return folder;
}
