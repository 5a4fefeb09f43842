import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildMiniprogram } from '../../local/preview/build/build-miniprogram';
import { canariesOf, findCanaries, findKeys } from '../support/find-secrets';
import { howMany, PATIENCE } from '../support/how-many';
import { root, trackedFiles } from './tracked';

/** Files whose keys are published, each with its source, and known to the product so that it refuses them. */
const PUBLISHED = ['test/fixtures/wechatpay/', 'cloudfunctions/lib/wechatpay/credentials/published-keys.ts'];
/** Made up here, for tests and benchmarks that sign as a merchant; they open nothing. */
const MADE_UP = [
  '5d2b6c2a8db53831f7eda20af46e531c',
  'Mn2bV4cX6zL8kJ0hG1fD3sA5qW7eR9tY',
  'Zq3wR8tY1uI5oP7aS9dF2gH4jK6lXcVb',
  'ANOTHER0123456789ANOTHER01234567',
  'another0123456789another01234567',
  'AnotherKeyOfTheSameLength0123456',
  '9f4c1e7ab02d4c6f8e35d7a1b6c09e42',
  'OwnKeyOfTheMerchant0123456789aBc',
  'ownV3KeyOfTheMerchant0123456789a',
];
/** Of a key's shape, and none: the alphabet of our numbers, and the nonce in WeChat's documentation. */
const NO_KEYS = ['0123456789ABCDEFGHJKMNPQRSTVWXYZ', '5K8264ILTKCH16CQ2502SI8ZNMTM67VS'];
/** In two parts, or the scan would find it here. */
const planted = ['q7Vb2Nx9Lk4Ht6Rz', '8Wc1Yd3Fm5Gp0SjA'].join('');
const files = trackedFiles();
const isPublished = (path: string) => PUBLISHED.some((start) => path.startsWith(start));
const published = new Set([
  ...MADE_UP,
  ...NO_KEYS,
  ...files.filter(({ path }) => isPublished(path)).flatMap(({ text }) => text.match(/\b[A-Za-z0-9]{32}\b/g) ?? []),
]);

/** `path: what`, for every key in these files. */
const keysIn = (among: { path: string; text: string }[], known = published) =>
  among.flatMap(({ path, text }) => findKeys(text, known).map((key) => `${path}: ${key}`));

function filesUnder(folder: string): { path: string; text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .map((name) => ({ path: name, file: join(folder, name) }))
    .filter(({ path, file }) => statSync(file).isFile() && !path.split(/[/\\]/).includes('keys'))
    .map(({ path, file }) => ({ path, text: readFileSync(file, 'latin1') }));
}

describe('S8, T38: no key is in', () => {
  test('the repository', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(keysIn(files.filter(({ path }) => !isPublished(path)))).toEqual([]);
  });

  test('the functions as they are deployed', () => {
    const built = filesUnder(join(root, 'dist/cloudfunctions'));
    expect(built.length).toBeGreaterThanOrEqual(9);
    expect(keysIn(built)).toEqual([]);
  });

  test('the mini program as it is built, nor the name of one', async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'secrets-'));
    try {
      await buildMiniprogram({ source: join(root, 'miniprogram'), packageRoot: root, outDir });
      const built = filesUnder(outDir);
      expect(built.map(({ path }) => path.replace(/.*\./, '')).sort()).toEqual(expect.arrayContaining(['css', 'js']));
      expect(keysIn(built)).toEqual([]);
      const own = filesUnder(join(root, 'miniprogram'));
      const naming = own.filter(({ text }) => /api_?(v3_?)?key\b|app_?secret|apiclient/i.test(text));
      expect(naming.map(({ path }) => path)).toEqual([]);
    } finally {
      rmSync(outDir, { recursive: true, force: true });
    }
  }, 60_000);

  test(
    `the history: ${howMany(20, 1_000_000)} commits`,
    () => {
      const git = (...args: string[]) =>
        execFileSync('git', args, { cwd: root, encoding: 'latin1', maxBuffer: 1024 * 1024 * 1024 });
      const commits = git('log', '--format=%H', `--max-count=${howMany(20, 1_000_000)}`)
        .split('\n')
        .filter(Boolean);
      // An early version of this file had it in one piece.
      const known = new Set([...published, planted]);
      const found: string[] = [];
      for (const commit of commits) {
        const added = git('show', '--format=', '--unified=0', '--no-color', commit, '--', '.', ':!package-lock.json');
        for (const part of added.split(/^diff --git /m).slice(1)) {
          const path = /^a\/(\S+)/.exec(part)?.[1] ?? '';
          const lines = part.split('\n').filter((line) => line.startsWith('+'));
          if (!isPublished(path))
            found.push(...keysIn([{ path: `${commit.slice(0, 7)} ${path}`, text: lines.join('\n') }], known));
        }
      }
      expect(commits.length).toBeGreaterThan(0);
      expect(found).toEqual([]);
    },
    PATIENCE,
  );
});

const { privateKey: pem } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

describe('S8: the scan finds, where it is planted,', () => {
  test.each([
    ['an API key in a source', `const merchant = { mchid: '1900000001', apiKey: '${planted}' };`],
    ['an AppSecret in a minified line', `a.exports={appid:"wx0123",appSecret:"${planted}"},${'b'.repeat(500)}`],
    ['a key in a shell script', `export WECHATPAY_API_V3_KEY=${planted}`],
    ['a key in YAML', `apiV3Key: ${planted}`],
    ['a private key', pem],
    ['a private key in one line', JSON.stringify({ key: pem })],
    ['a private key without its first line', pem.split('\n').slice(1).join('')],
  ])('%s', (_what, text) => {
    expect(findKeys(text, published)).toHaveLength(1);
  });

  const half = planted.slice(0, 16);
  test.each([
    ['as it is', `key is ${planted}.`],
    ['its first half', `…${half}…`],
    ['its second half', planted.slice(16)],
    ['in Base64', Buffer.from(planted).toString('base64')],
    ['within something in Base64', Buffer.from(`{"a":"${planted}","b":1}`).toString('base64')],
    ['half of it within something in Base64', Buffer.from(`(${half})`).toString('base64url')],
    ['in hex', Buffer.from(planted).toString('hex')],
    ['in upper-case hex', Buffer.from(half).toString('hex').toUpperCase()],
    ['as the bytes of a Buffer', JSON.stringify(Buffer.from(planted))],
  ])('a known key, %s', (_how, text) => {
    expect(findCanaries(text, canariesOf({ apiKey: planted, other: 'x'.repeat(32) }))).toEqual(['apiKey']);
  });

  test.each([
    ['whole', pem],
    ['without its line breaks', pem.replaceAll('\n', '')],
    ['in a JSON text', JSON.stringify({ stack: pem.slice(0, 700) })],
    ['as DER in hex', Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64').toString('hex')],
  ])('a known private key, %s', (_how, text) => {
    expect(findCanaries(text, canariesOf({ merchantKey: pem }))).toEqual(['merchantKey']);
  });

  test('and nothing in what is none', () => {
    const innocent = `mchid ${'0123456789abcdef'.repeat(2).slice(1)} ${pem.slice(0, 27)} ${planted.slice(0, 15)}`;
    expect(findKeys(innocent, published)).toEqual([]);
    expect(findCanaries(innocent, canariesOf({ apiKey: planted, merchantKey: pem }))).toEqual([]);
  });
});
