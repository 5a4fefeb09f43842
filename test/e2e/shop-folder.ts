import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/backend';

/** A data folder for a shop, which finds there what it would build first. The caller removes it. */
export function shopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wechatpay-shop-'));
  cpSync(join(root, 'dist/cloudfunctions'), join(folder, 'build/cloudfunctions'), { recursive: true });
  cpSync(join(root, 'dist/test/preview'), join(folder, 'build/preview/app'), { recursive: true });
  return folder;
}
