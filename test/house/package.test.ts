import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './tracked';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const manifest: {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
} = JSON.parse(read('package.json'));

test('every package is pinned to one version', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('only what DevTools packs into the mini program is a dependency', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['tdesign-miniprogram']);
});

test('every package that is installed stands in the lock, under the version asked for', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  expect(packages[''].dependencies).toEqual(manifest.dependencies);
  expect(packages[''].devDependencies).toEqual(manifest.devDependencies);
});

test.each(['README.md', 'README.zh-CN.md'])('%s names the two commands, and both exist', (file) => {
  const commands = read(file).match(/^npm (run )?[a-z]+/gm) ?? [];
  expect(commands.slice(0, 2)).toEqual(['npm start', 'npm test']);
  expect(commands.map((command) => command.split(' ').at(-1)).filter((name) => !manifest.scripts[name ?? ''])).toEqual(
    [],
  );
});
