// Bundles each function into one file, with wx-server-sdk inside: the cloud then installs nothing, and starts faster.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';

const source = fileURLToPath(new URL('.', import.meta.url));
const MAX_BYTES = 1_500_000;
/** What CloudBase reads from a function's config.json. */
const CONFIG_FIELDS = ['permissions', 'triggers'];

/**
 * Builds the functions of this folder (or those named in `only`) into `outDir/NAME/`, ready to be uploaded.
 *
 * @param {{ outDir: string, only?: string[] }} options
 * @returns {Promise<{ name: string, bytes: number, milliseconds: number }[]>}
 */
export async function build({ outDir, only }) {
  const names = await functionNames();
  const strangers = (only ?? []).filter((name) => !names.includes(name));
  if (strangers.length > 0)
    throw new Error(`There is no function ${strangers.join(', ')}; there are ${names.join(', ')}.`);
  const built = [];
  for (const name of only ?? names) {
    const started = performance.now();
    const bytes = await buildFunction(name, join(outDir, name));
    built.push({ name, bytes, milliseconds: Math.round(performance.now() - started) });
  }
  return built;
}

/** A folder with an index.ts is a function. */
async function functionNames() {
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map(({ name }) => exists(join(source, name, 'index.ts'))));
  return folders.filter((_, i) => found[i]).map(({ name }) => name);
}

/** Builds beside the folder and then takes its place: what runs from there meanwhile never finds half a function. */
async function buildFunction(name, folder) {
  const staging = `${folder}.${process.pid}.new`;
  const replaced = `${folder}.${process.pid}.old`;
  try {
    await mkdir(staging, { recursive: true });
    const bytes = await writeFunction(name, staging);
    if (await exists(folder)) await rename(folder, replaced);
    await rename(staging, folder);
    return bytes;
  } finally {
    await Promise.all([staging, replaced].map((path) => rm(path, { recursive: true, force: true })));
  }
}

async function writeFunction(name, folder) {
  const config = await readConfig(name);
  const file = join(folder, 'index.js');
  await bundle({
    entryPoints: [join(source, name, 'index.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node16.13',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' })}\n`);
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  if (await exists(join(source, 'keys'))) await cp(join(source, 'keys'), join(folder, 'keys'), { recursive: true });
  const { size } = await stat(file);
  if (size > MAX_BYTES) throw new Error(`${name}/index.js has ${size} bytes; ${MAX_BYTES} are the limit.`);
  checkThatItLoads(name, file);
  return size;
}

async function readConfig(name) {
  const file = join(source, name, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  const unknown = Object.keys(config).filter((field) => !CONFIG_FIELDS.includes(field));
  if (unknown.length > 0) throw new Error(`${name}/config.json: CloudBase knows no ${unknown.join(', ')}.`);
  if (!Array.isArray(config.permissions?.openapi))
    throw new Error(`${name}/config.json: permissions.openapi is missing.`);
  if ((config.triggers ?? []).length > 1) throw new Error(`${name}/config.json: a function has one timer at most.`);
  return config;
}

/** Deployment shows a function's mistakes only when it is called, so it must load even where nothing is configured. */
function checkThatItLoads(name, file) {
  const script = `if (typeof require(${JSON.stringify(file)}).main !== 'function') throw new Error('it exports no main')`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    env: {},
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (status !== 0) throw new Error(`${name} was built and does not load:\n${stderr}`);
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outDir = process.argv[2] ?? fileURLToPath(new URL('../dist/cloudfunctions', import.meta.url));
  for (const { name, bytes, milliseconds } of await build({ outDir })) {
    console.log(`${basename(outDir)}/${name}  ${(bytes / 1000).toFixed(0)} kB  ${milliseconds} ms`);
  }
}
