import { join, resolve } from 'node:path';
import { buildFunctions } from '../../local/build-functions';

/** Once before the tests of a run, and only where the sources have changed: what they call is what would be deployed. */
export default function setup(): Promise<void> {
  const root = resolve(__dirname, '../..');
  return buildFunctions(root, join(root, 'dist/cloudfunctions'));
}
