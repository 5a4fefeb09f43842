// Bundles the product's handlers and the simulation into one file, with a planted bug or without.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Those of whoever wrote the simulation, and those of somebody who planted his before he had seen it. */
export const MUTANTS = fileURLToPath(new URL('mutants', import.meta.url));
export const OTHERS_MUTANTS = fileURLToPath(new URL('others-mutants', import.meta.url));

const OPTIONS = {
  entryPoints: [join(root, 'test/simulation/entry.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  inject: [join(root, 'test/simulation/world/ambience.ts')],
  define: { 'Math.random': 'ambientRandom' },
  logLevel: 'warning',
  write: false,
};

/**
 * @param {string} [mutant] the name of a file in `mutants/` or `others-mutants/`
 * @returns {Promise<string>} the path of the bundle, which exports what `entry.ts` does
 */
export async function bundle(mutant) {
  const outfile = fileOf(mutant ?? 'product');
  const plugins = mutant === undefined ? [] : [planted(() => read(mutant))];
  return written(outfile, await build({ ...OPTIONS, outfile, plugins }));
}

/** One bundle after the other, each with a planted bug of its own; whatever they share is parsed once. */
export async function* bundleEach(mutants) {
  let current;
  const outfile = fileOf('mutants');
  const shared = await context({ ...OPTIONS, outfile, plugins: [planted(() => current)] });
  try {
    for (const mutant of mutants) {
      current = await read(mutant);
      const { seed, missedAtFirst } = current;
      yield { mutant, seed, missedAtFirst, file: await written(fileOf(mutant), await shared.rebuild()) };
    }
  } finally {
    await shared.dispose();
  }
}

const fileOf = (name) => join(root, 'dist/simulation', `${name}.cjs`);

async function read(name) {
  const file = [MUTANTS, OTHERS_MUTANTS].map((folder) => join(folder, `${name}.mjs`)).find(existsSync);
  if (!file) throw new Error(`There is no planted bug of the name ${name}.`);
  return { name, ...(await import(pathToFileURL(file).href)).default };
}

async function written(outfile, built) {
  // Whole or not at all: tests that run at the same time build the same file.
  const unfinished = `${outfile}.${process.pid}`;
  await mkdir(dirname(outfile), { recursive: true });
  await writeFile(unfinished, built.outputFiles[0].contents);
  await rename(unfinished, outfile);
  return outfile;
}

/** Replaces a text of a product file, and fails if the file no longer has it exactly once. */
function planted(mutant) {
  let now;
  let done;
  return {
    name: 'a planted bug',
    setup(build) {
      build.onStart(async () => {
        now = await mutant();
        done = false;
      });
      build.onLoad({ filter: /cloudfunctions.*\.ts$/ }, async ({ path }) => {
        const { name, file, find, replace } = now;
        if (relative(root, path).replaceAll('\\', '/') !== file) return undefined;
        const text = await readFile(path, 'utf8');
        const found = text.split(find).length - 1;
        if (found !== 1) throw new Error(`Mutant ${name}: its text is in ${file} ${found} times, and must be once.`);
        done = true;
        return { contents: text.replace(find, () => replace), loader: 'ts' };
      });
      build.onEnd(() => {
        if (!done) return { errors: [{ text: `Mutant ${now.name}: nothing imports ${now.file}.` }] };
      });
    },
  };
}
