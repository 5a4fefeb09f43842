import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../cloudfunctions/prepay/catalogue';
import { filesUnder, MINIPROGRAM, ROOT, reachableComponents } from './support/components';

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const app = readJson(join(MINIPROGRAM, 'app.json'));
const project = readJson(join(ROOT, 'project.config.json'));
const sources = filesUnder(MINIPROGRAM, '.ts').map((file) => ({
  name: relative(MINIPROGRAM, file),
  file,
  source: readFileSync(file, 'utf8'),
}));

describe('what WeChat DevTools reads', () => {
  test('names the folders: what is seen, and what is uploaded as it was built', () => {
    expect(project).toMatchObject({
      appid: 'touristappid',
      compileType: 'miniprogram',
      miniprogramRoot: 'miniprogram/',
      cloudfunctionRoot: 'dist/cloudfunctions/',
    });
  });

  test('compiles TypeScript, runs glass-easel in the WebView, and packs npm from the root', () => {
    expect(project.setting).toMatchObject({
      useCompilerPlugins: ['typescript'],
      glassEaselWebview: true,
      ignoreUploadUnusedFiles: true,
      packNpmManually: true,
      packNpmRelationList: [{ packageJsonPath: './package.json', miniprogramNpmDistDir: './miniprogram/' }],
    });
    expect(app).toMatchObject({ componentFramework: 'glass-easel', lazyCodeLoading: 'requiredComponents' });
    expect(app).not.toHaveProperty('style');
  });

  test('asks for a base library that has glass-easel', () => {
    const [major = 0, minor = 0, patch = 0] = project.libVersion.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_008_012);
  });

  test('lists every page that there is, each with its four files', () => {
    const listed = [
      ...app.pages,
      ...app.subPackages.flatMap((each: { root: string; pages: string[] }) =>
        each.pages.map((page) => `${each.root}/${page}`),
      ),
    ];
    const pages = ['pages', 'shop/pages'].flatMap((folder) =>
      filesUnder(join(MINIPROGRAM, folder), '.json').map((file) => relative(MINIPROGRAM, file).slice(0, -5)),
    );
    expect(listed.sort()).toEqual(pages.sort());
    for (const page of pages) {
      for (const ending of ['ts', 'json', 'wxml', 'wxss'])
        expect(existsSync(join(MINIPROGRAM, `${page}.${ending}`))).toBe(true);
    }
  });

  test('finds the tab bar’s pages and its icons, which are PNG and at most 40 KB', () => {
    expect(app.tabBar.list.map((tab: { text: string }) => tab.text)).toEqual(['水果', '订单']);
    for (const { pagePath, iconPath, selectedIconPath } of app.tabBar.list) {
      expect(app.pages).toContain(pagePath);
      for (const icon of [iconPath, selectedIconPath]) {
        const bytes = readFileSync(join(MINIPROGRAM, icon));
        expect(bytes.subarray(1, 4).toString()).toBe('PNG');
        expect(bytes.length).toBeLessThanOrEqual(40 * 1024);
      }
    }
  });

  test('finds a sitemap that keeps orders out of WeChat’s search', () => {
    const { rules } = readJson(join(MINIPROGRAM, app.sitemapLocation));
    expect(rules.at(-1)).toEqual({ action: 'disallow', page: '*' });
  });
});

describe('the package', () => {
  const packed = [...filesUnder(MINIPROGRAM), ...reachableFiles()].filter((file) => !file.endsWith('.d.ts'));

  test('is at most 2 MB, which the main part alone may have, with the shop’s own part and what is packed of TDesign', () => {
    const bytes = packed.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(packed.some((file) => file.endsWith('tdesign-miniprogram/miniprogram_dist/button/button.js'))).toBe(true);
    expect(bytes).toBeGreaterThan(200_000);
    expect(bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  test('fetches no picture: each one named is a file in it', () => {
    const named = filesUnder(MINIPROGRAM, '.wxml').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/<image[^>]* src="([^"]*)"/g)].map(([, src]) => src as string),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const src of named.filter((each) => !each.includes('{{')))
      expect(existsSync(join(MINIPROGRAM, src))).toBe(true);
    const computed = named.filter((each) => each.includes('{{')).map((src) => src.replace(/{{.*}}/, ''));
    expect([...new Set(computed)].sort()).toEqual(['/images/goods/.svg', '/images/state/.svg']);
  });

  test('has a picture of all that the shop sells, and of each state', () => {
    for (const { picture } of catalogue)
      expect(existsSync(join(MINIPROGRAM, `images/goods/${picture}.svg`))).toBe(true);
    for (const state of ['paid', 'pending', 'waiting', 'failed', 'over', 'refunded']) {
      expect(existsSync(join(MINIPROGRAM, `images/state/${state}.svg`))).toBe(true);
    }
  });

  test('keeps what only the shop needs in a part of its own, which no buyer’s page reaches into', () => {
    expect(app.subPackages.map(({ root }: { root: string }) => root)).toEqual(['shop']);
    const own = sources.filter(({ name }) => name.startsWith('shop/'));
    expect(own.length).toBeGreaterThan(8);
    for (const { name, source } of sources.filter(({ name }) => !name.startsWith('shop/'))) {
      const reached = [...source.matchAll(/from '([^']+)'/g)].filter(([, path = '']) =>
        resolve(dirname(join(MINIPROGRAM, name)), path).startsWith(join(MINIPROGRAM, 'shop') + sep),
      );
      expect({ name, reached }).toEqual({ name, reached: [] });
    }
  });

  test('takes nothing but types from outside', () => {
    for (const { name, file, source } of sources) {
      for (const [, clause = '', path = ''] of source.matchAll(/^(?:import|export) (.*?)from '([^']+)'/gms)) {
        if (clause.startsWith('type ')) continue;
        expect({ name, path }).toEqual({ name, path: expect.stringMatching(/^\./) });
        expect(resolve(dirname(file), path).startsWith(MINIPROGRAM + sep)).toBe(true);
      }
    }
  });
});

/**
 * The files of TDesign that an upload keeps: DevTools leaves out what no page leads to. Counted are the folders of the
 * components that ours lead to, and everything that components share.
 */
function reachableFiles(): string[] {
  const dist = join(ROOT, 'node_modules/tdesign-miniprogram/miniprogram_dist');
  const reached = new Set(reachableComponents().map((component) => dirname(component)));
  const isComponent = (folder: string) => filesUnder(folder, '.wxml').length > 0 && !folder.endsWith('common');
  return filesUnder(dist).filter((file) => {
    const folder = join(dist, relative(dist, file).split(sep)[0] ?? '');
    return reached.has(folder) || statSync(folder).isFile() || !isComponent(folder);
  });
}
