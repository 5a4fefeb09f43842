import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Bundles what the page has besides the mini program: its frame, and the script that watches over builds. */
export async function buildShell(packageRoot: string, outDir: string): Promise<{ script: string; style: string }> {
  rmSync(outDir, { recursive: true, force: true });
  const runtime = join(packageRoot, 'local/preview/runtime');
  const { metafile } = await build({
    entryPoints: [join(runtime, 'shell.ts'), join(runtime, 'styles/shell.css')],
    outdir: outDir,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    metafile: true,
    logLevel: 'silent',
  });
  const named = (extension: string) =>
    basename(Object.keys(metafile.outputs).find((name) => name.endsWith(extension)) as string);
  return { script: named('.js'), style: named('.css') };
}
