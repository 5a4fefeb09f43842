import { existsSync } from 'node:fs';
import type { ComponentConfig, ComponentEntry } from '../program';
import { BuildError, type Problem } from './build-error';
import { type Folders, fileOfId, miniprogramFolder, resolveComponent, splitPackage } from './component-files';
import type { AppConfig } from './read-app-config';
import { readJson } from './read-json';

export interface ComponentSource extends ComponentEntry {
  id: string;
  /** Path of its files, without extension. */
  base: string;
  script: string;
}

/** The components that every page of an app reaches, those they use before those that use them. */
export function collectComponents(folders: Folders, app: AppConfig): ComponentSource[] {
  const found = new Map<string, ComponentSource>();
  const problems: Problem[] = [];

  const visit = (id: string, kind: ComponentSource['kind']) => {
    if (found.has(id)) return;
    const base = fileOfId(folders, id);
    const file = `${id}.json`;
    const json = existsSync(`${base}.json`) ? readJson(`${base}.json`, file) : {};
    const script = [`${base}.ts`, `${base}.js`].find(existsSync);
    if (!script) {
      problems.push({ file: id, message: `找不到 ${id}.ts 或 ${id}.js` });
      return;
    }
    const config = { ...json, usingComponents: {} } as ComponentConfig;
    const source = { id, kind, base, script, config, scope: kind === 'page' ? undefined : scopeOf(id, config) };
    // Entered before its children are visited: a component may use itself.
    found.set(id, source);
    const resolve = (from: string, path: string, where: string) => {
      const resolved = resolveComponent(folders, from, path);
      if (resolved) return resolved;
      problems.push({ file: where, message: `usingComponents 里的 "${path}" 找不到：${whyMissing(folders, path)}` });
      return undefined;
    };
    const own = (json.usingComponents ?? {}) as Record<string, string>;
    const inherited = id.startsWith('miniprogram_npm/') ? {} : app.usingComponents;
    for (const [tag, path] of Object.entries({ ...inherited, ...own })) {
      const resolved = tag in own ? resolve(id, path, file) : resolve('app', path, 'app.json');
      if (resolved) config.usingComponents[tag] = `/${resolved}`;
    }
    resolveGenerics(config, (path) => resolve(id, path, file));
    for (const used of usedIds(config)) visit(used, 'component');
    // A map keeps the place of a key that is set again, and the scripts of what is used must run first.
    found.delete(id);
    found.set(id, source);
  };

  if (app.tabBar?.custom) visit('custom-tab-bar/index', 'component');
  for (const page of app.pages) visit(page, 'page');
  if (problems.length > 0) throw new BuildError(dedupe(problems));
  return [...found.values()];
}

function resolveGenerics(config: ComponentConfig, resolve: (path: string) => string | undefined) {
  for (const generic of Object.values(config.componentGenerics ?? {})) {
    if (generic === true || !generic.default) continue;
    const resolved = resolve(generic.default);
    if (resolved) generic.default = `/${resolved}`;
  }
}

function usedIds({ usingComponents, componentGenerics = {} }: ComponentConfig): string[] {
  const defaults = Object.values(componentGenerics).flatMap((generic) =>
    generic === true || !generic.default ? [] : [generic.default],
  );
  return [...Object.values(usingComponents), ...defaults].map((path) => path.slice(1));
}

/** The prefix under which a component's styles do not meet those of others. */
function scopeOf(id: string, { styleIsolation }: ComponentConfig): string | undefined {
  if (styleIsolation === 'shared' || styleIsolation === 'page-shared') return undefined;
  return id.replace(/^miniprogram_npm\//, '').replace(/[^a-zA-Z0-9]+/g, '-');
}

function whyMissing(folders: Folders, path: string): string {
  if (/^(plugin|ext|dynamicLib):/.test(path)) return '预览不支持插件和扩展库';
  if (path.startsWith('/') || path.startsWith('.')) return '路径写错了，或者缺少它的 .json 文件？';
  const { name } = splitPackage(path);
  return miniprogramFolder(folders, name)
    ? `npm 包 ${name} 里没有这个组件`
    : `npm 包 ${name} 没有安装（npm install ${name}），或者相对路径少了 "./"？`;
}

function dedupe(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.file + problem.message, problem])).values()];
}
