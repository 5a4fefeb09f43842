import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildFailure, build, type Message, transformSync } from 'esbuild';
import type { Program } from '../program';
import { BuildError, type Problem } from './build-error';
import { type ComponentSource, collectComponents } from './collect-components';
import { compileWxml } from './compile-wxml';
import { compileWxss } from './compile-wxss';
import { type Folders, idOfFile } from './component-files';
import { readAppConfig } from './read-app-config';
import { resolveModules } from './resolve-modules';

export interface BuildOptions {
  /** The folder of `app.json`. */
  source: string;
  /** The repository: its `node_modules` holds the mini program's packages, its `local/preview/runtime` the runtime. */
  packageRoot: string;
  /** Receives one script and one style sheet, named after their content; those of earlier builds are removed. */
  outDir: string;
  minify?: boolean;
}

export interface Build {
  pages: string[];
  /** Ids of all components, pages among them. */
  components: string[];
  /** What is odd but compiles: one line each, file and line first. */
  warnings: string[];
  /** Names of the two files in `outDir`. */
  script: string;
  style: string;
}

/**
 * Compiles a native mini program for a browser. Nothing in `outDir` changes unless all of it compiles.
 * @throws BuildError, with every problem's file, line and likely mistake.
 */
export async function buildMiniprogram({ source, packageRoot, outDir, minify = true }: BuildOptions): Promise<Build> {
  const folders = { source, packageRoot };
  const app = readAppConfig(source);
  const components = collectComponents(folders, app);
  const templates = compileWxml(folders, components);
  const css = compileStyles(folders, components, minify);
  const program: Program = {
    pages: app.pages,
    window: app.window,
    tabBar: app.tabBar,
    components: Object.fromEntries(components.map(({ id, kind, scope, config }) => [id, { kind, scope, config }])),
  };
  const entry = entryScript(folders, program, templates.code, components);
  const script = await bundle(folders, entry, outDir, minify);
  const style = `app-${createHash('sha256').update(css).digest('hex').slice(0, 8)}.css`;
  writeFileSync(join(outDir, style), css);
  for (const name of readdirSync(outDir)) {
    if (name !== style && !name.startsWith(script)) rmSync(join(outDir, name), { recursive: true });
  }
  const ids = components.map(({ id }) => id);
  return { pages: app.pages, components: ids, warnings: templates.warnings, script, style };
}

function compileStyles(folders: Folders, components: ComponentSource[], minify: boolean): string {
  const app = compileWxss(folders, join(folders.source, 'app.wxss'), { kind: 'shared' });
  const own = components.map(({ id, kind, base, scope }) =>
    compileWxss(
      folders,
      `${base}.wxss`,
      kind === 'page' ? { kind, route: id } : scope ? { kind: 'component', scope } : { kind: 'shared' },
    ),
  );
  return transformSync([app, ...own].join('\n'), { loader: 'css', minify, charset: 'utf8', logLevel: 'silent' }).code;
}

/** Scripts run in the order of `components`, each when the runtime has made the globals of its component ready. */
function entryScript(folders: Folders, program: Program, templates: string, components: ComponentSource[]): string {
  const app = ['app.ts', 'app.js'].map((name) => join(folders.source, name)).find(existsSync);
  if (!app) throw new BuildError([{ file: 'app.ts', message: '找不到 app.ts 或 app.js' }]);
  const load = (file: string) => `() => require(${JSON.stringify(file)})`;
  return `
    import { startMiniprogram } from ${JSON.stringify(join(runtimeFolder(folders), 'start-miniprogram.ts'))};
    startMiniprogram({
      program: ${JSON.stringify(program)},
      templates: () => ${templates},
      app: ${load(app)},
      scripts: [${components.map(({ id, script }) => `[${JSON.stringify(id)}, ${load(script)}]`).join(',')}],
    });`;
}

async function bundle(folders: Folders, contents: string, outDir: string, minify: boolean): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  try {
    const { metafile } = await build({
      stdin: { contents, resolveDir: runtimeFolder(folders), sourcefile: 'app', loader: 'js' },
      outdir: outDir,
      entryNames: 'app-[hash]',
      bundle: true,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      minify,
      sourcemap: true,
      metafile: true,
      nodePaths: [join(folders.packageRoot, 'node_modules')],
      plugins: [resolveModules(folders)],
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
    });
    return basename(Object.keys(metafile.outputs).find((name) => name.endsWith('.js')) ?? '');
  } catch (error) {
    const { errors } = error as BuildFailure;
    if (!errors) throw error;
    throw new BuildError(errors.map((message) => toProblem(folders, message)));
  }
}

function toProblem(folders: Folders, { text, location }: Message): Problem {
  const missing = /^Could not resolve "(.+)"$/.exec(text)?.[1];
  const message = missing
    ? `import 或 require 的 "${missing}" 找不到：路径写错了，或者 npm 包没有安装？`
    : `脚本编译不了：${text}`;
  if (!location) return { file: 'app', message };
  const file = idOfFile(folders, join(process.cwd(), location.file));
  return { file, line: location.line, column: location.column + 1, message };
}

const runtimeFolder = ({ packageRoot }: Folders) => join(packageRoot, 'local/preview/runtime');
