import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const room = join(__dirname, '../../cloudfunctions/lib/wechatpay');
const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, source: readFileSync(join(room, name), 'utf8') }));

const naming = (pattern: RegExp) => sources.filter(({ source }) => pattern.test(source)).map(({ name }) => name);

test('the room is found at all', () => {
  expect(sources.length).toBeGreaterThan(30);
});

test('[T02] nothing in the protocol knows whether it is being tested, or where it runs', () => {
  expect(naming(/process\.(env|argv)|NODE_ENV|localhost|127\.0\.0\.1|hostname\b/)).toEqual([]);
});

test('[T44] nothing can turn TLS verification off', () => {
  expect(naming(/rejectUnauthorized|checkServerIdentity|NODE_TLS/)).toEqual([]);
});

test('[S14] one file reads XML', () => {
  expect(naming(/from 'fast-xml-parser'/)).toEqual([join('v2', 'xml.ts')]);
});

test('nothing is imported but Node, the XML parser, the payment types and the two errors', () => {
  const foreign = sources.flatMap(({ name, source }) =>
    [...source.matchAll(/from '([^']+)'/g)]
      .map(([, from = '']) => from)
      .filter((from) => !/^(node:(crypto|http|https|tls|zlib)|fast-xml-parser|\.{1,2}\/.*)$/.test(from))
      .map((from) => `${name}: ${from}`),
  );
  expect(foreign).toEqual([]);
  expect(naming(/from '[./]*\/(operations|cloudbase|local)\//)).toEqual([]);
});

test('time, chance and the network come from outside', () => {
  expect(naming(/Date\.now|new Date\(\)|Math\.random|randomBytes|randomUUID|\bfetch\(/)).toEqual([]);
});
