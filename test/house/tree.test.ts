import { describe, expect, test } from '@jest/globals';
import { type TrackedFile, trackedFiles } from './tracked';

const files = trackedFiles();
const code = files.filter(({ path }) => /\.(ts|mjs|cjs|js|wxml|wxss|wxs|css)$/.test(path));

/** `path:line` of every line that matches, so that a failure says where to look. */
function places(among: TrackedFile[], pattern: RegExp): string[] {
  return among.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

/** Patterns are put together here, or this file would find itself. */
const pattern = (...parts: string[]) => new RegExp(parts.join(''));

test('the top level holds the rooms and the usual root files, and nothing else', () => {
  const rooms = ['miniprogram', 'cloudfunctions', 'typings', 'test', 'local', 'docs', 'bench', '.ci'];
  const card = ['project.config.json', 'package.json', 'tsconfig.json'];
  const usual = ['.gitignore', 'LICENSE', 'CONTRIBUTING.md', 'README.md', 'README.zh-CN.md'];
  const tools = ['package-lock.json', 'biome.json', 'jest.config.cjs'];
  const allowed = [...rooms, ...card, ...usual, ...tools];
  const found = new Set(files.map(({ path }) => path.split('/')[0]));
  expect([...found].filter((name) => !allowed.includes(name ?? ''))).toEqual([]);
  expect(card.filter((name) => !found.has(name))).toEqual([]);
});

describe('no file holds', () => {
  test.each([
    ["a path of somebody's machine", pattern('(^|[^\\w.$}/])/', '(tmp|work|root)/')],
    ['the address of a package registry', pattern('https?://[a-z.]*', '(npm', '[a-z]*\\.(org|com)|yarnpkg\\.com)')],
    ['a private key', pattern('-----BEGIN ', '(RSA |EC )?PRIVATE KEY-----\\n?[A-Za-z0-9+/]{40}')],
  ])('%s', (_what, forbidden) => {
    expect(places(files, forbidden)).toEqual([]);
  });

  test.each([
    [
      'a skipped, focused or unwritten test',
      pattern('\\b(describe|test|it)\\.', '(skip|only|todo)\\b|\\bx(it|describe|test)\\('),
    ],
    ['a note of work left undone', pattern('\\b(TO', 'DO|FIX', 'ME|XX', 'X)\\b')],
  ])('%s', (_what, forbidden) => {
    expect(places(code, forbidden)).toEqual([]);
  });
});

test('a file has one purpose: none has more than 350 lines', () => {
  expect(code.filter(({ text }) => text.split('\n').length > 351).map(({ path }) => path)).toEqual([]);
});

test('one file of the product reads XML', () => {
  const product = code.filter(({ path }) => /^(cloudfunctions|miniprogram)\//.test(path));
  const importers = product.filter(({ text }) => text.includes("'fast-xml-parser'")).map(({ path }) => path);
  expect(importers).toEqual(['cloudfunctions/lib/wechatpay/v2/xml.ts']);
});

test('product code does not know where it runs', () => {
  const product = code.filter(({ path }) => path.startsWith('cloudfunctions/'));
  const curious = pattern('if \\((is)?', '(local|test|dev|mock|sandbox)\\b|NODE', '_ENV|local', 'host');
  expect(places(product, curious)).toEqual([]);
});
