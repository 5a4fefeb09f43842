import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TabBarConfig, WindowConfig } from '../program';
import { BuildError, type Problem } from './build-error';
import { readJson } from './read-json';

export interface AppConfig {
  /** With those of the subpackages. */
  pages: string[];
  window: WindowConfig;
  tabBar?: TabBarConfig;
  usingComponents: Record<string, string>;
}

interface RawAppConfig extends Partial<AppConfig> {
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
}

/** Reads `app.json` and says everything that is wrong with it at once. */
export function readAppConfig(source: string): AppConfig {
  const path = join(source, 'app.json');
  if (!existsSync(path)) {
    throw new BuildError([{ file: 'app.json', message: '找不到：这个目录不是小程序的根目录吗？' }]);
  }
  const raw = readJson(path, 'app.json') as RawAppConfig;
  const subpackages = raw.subPackages ?? raw.subpackages ?? [];
  const pages = [
    ...(raw.pages ?? []),
    ...subpackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`.replace(/\/+/g, '/'))),
  ];
  const problems = [
    ...(pages.length === 0 ? ['pages 是空的：至少要有一个页面'] : []),
    ...pages
      .filter((page) => !existsSync(join(source, `${page}.wxml`)))
      .map((page) => `pages 里有 "${page}"，但找不到 ${page}.wxml：路径写错了，或者页面还没有创建？`),
    ...(raw.tabBar?.list ?? [])
      .filter(({ pagePath }) => !pages.includes(pagePath))
      .map(({ pagePath }) => `tabBar.list 里的 "${pagePath}" 不在 pages 里`),
  ].map((message): Problem => ({ file: 'app.json', message }));
  if (problems.length > 0) throw new BuildError(problems);
  return { pages, window: raw.window ?? {}, tabBar: raw.tabBar, usingComponents: raw.usingComponents ?? {} };
}
