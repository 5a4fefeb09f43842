// Bundles the product's handlers and the simulation into one file, with a planted bug or without.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {string} [mutant] the name of a file in `mutants/`
 * @returns {Promise<string>} the path of the bundle, which exports what `entry.ts` does
 */
export async function bundle(mutant) {
  const outfile = join(root, 'dist/simulation', `${mutant ?? 'product'}.cjs`);
  const built = await build({
    entryPoints: [join(root, 'test/simulation/entry.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    inject: [join(root, 'test/simulation/world/ambience.ts')],
    define: { 'Math.random': 'ambientRandom' },
    plugins: mutant === undefined ? [] : [planted(mutant, (await import(`./mutants/${mutant}.mjs`)).default)],
    logLevel: 'warning',
    write: false,
  });
  // Whole or not at all: tests that run at the same time build the same file.
  const unfinished = `${outfile}.${process.pid}`;
  await mkdir(dirname(outfile), { recursive: true });
  await writeFile(unfinished, built.outputFiles[0].contents);
  await rename(unfinished, outfile);
  return outfile;
}

/** Replaces a text of a product file, and fails if the file no longer has it exactly once. */
function planted(name, { file, find, replace }) {
  let done = false;
  return {
    name: `mutant ${name}`,
    setup(build) {
      build.onLoad({ filter: /cloudfunctions.*\.ts$/ }, async ({ path }) => {
        if (relative(root, path).replaceAll('\\', '/') !== file) return undefined;
        const text = await readFile(path, 'utf8');
        const found = text.split(find).length - 1;
        if (found !== 1) throw new Error(`Mutant ${name}: its text is in ${file} ${found} times, and must be once.`);
        done = true;
        return { contents: text.replace(find, () => replace), loader: 'ts' };
      });
      build.onEnd(() => {
        if (!done) return { errors: [{ text: `Mutant ${name}: nothing imports ${file}.` }] };
      });
    },
  };
}
