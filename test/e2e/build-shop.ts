import { join, resolve } from 'node:path';
import { buildUnlessBuilt } from '../../local/preview/build/build-unless-built';
import buildFunctions from '../support/build-functions';
import { TEAHOUSE } from './preview/teahouse';

/** Once before the tests of a run: the functions, and two mini programs as the preview shows them. */
export default async function setup(): Promise<void> {
  const packageRoot = resolve(__dirname, '../..');
  await buildFunctions();
  const shop = { source: join(packageRoot, 'miniprogram'), outDir: join(packageRoot, 'dist/test/preview') };
  for (const miniprogram of [shop, TEAHOUSE]) await buildUnlessBuilt({ ...miniprogram, packageRoot });
}
