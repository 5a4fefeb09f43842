import { join, resolve } from 'node:path';
import { buildUnlessBuilt } from '../../local/preview/build/build-unless-built';
import buildFunctions from '../support/build-functions';

/** Once before the tests of a run: the functions, and the mini program as the preview shows it. */
export default async function setup(): Promise<void> {
  const packageRoot = resolve(__dirname, '../..');
  await buildFunctions();
  await buildUnlessBuilt({
    source: join(packageRoot, 'miniprogram'),
    packageRoot,
    outDir: join(packageRoot, 'dist/test/preview'),
  });
}
