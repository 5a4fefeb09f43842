// Bundles `local/NAME.ts` and runs it: Node 20 does not read TypeScript, and esbuild takes a tenth of a second.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const name = process.argv[2];
const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}dist/local/${name}.cjs`;
await build({
  entryPoints: [`${root}local/${name}.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv.splice(2, 1);
createRequire(import.meta.url)(outfile);
