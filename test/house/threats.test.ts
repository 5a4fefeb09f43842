import { describe, expect, test } from '@jest/globals';
import { testNames } from './test-names';
import { trackedFiles } from './tracked';

/** What can go wrong with money that comes over the internet. A test of what is done about it has the id in its name. */
const THREATS: Record<string, string> = {
  T01: 'a notification without a signature, or with a wrong one',
  T02: 'verification that a flag, a host or an environment turns off',
  T03: 'an empty, short, default or published key',
  T04: 'an algorithm that the message chooses',
  T05: 'an amount or a currency that is not compared',
  T06: 'a proof for another app, merchant, order or buyer',
  T07: 'an order of one protocol settled by a message of the other',
  T08: 'external entities in XML',
  T09: 'entities that expand, patterns that explode, depth without end',
  T10: 'fields that change what every object inherits',
  T11: 'a document that two parsers read differently',
  T12: 'text that poses as a field in what is signed',
  T13: 'a signature of ours, or of WeChat’s, used for another message',
  T14: 'a comparison whose time tells how much of a signature is right',
  T15: 'text that was decrypted and not authenticated',
  T16: 'a signature that can be written or padded in many ways',
  T17: 'keys that change while both are alive',
  T18: 'WeChat’s probes with a wrong signature',
  T19: 'messages that are repeated, old or from the future',
  T20: 'a clock of ours that is wrong',
  T21: 'internal functions that any user can call',
  T22: 'an event in the shape of a timer’s, of HTTP’s or of WeChat’s',
  T23: 'an HTTP path that is open to everybody',
  T24: 'an openid that the caller writes himself',
  T25: 'orders of other buyers',
  T26: 'a database that the phone may write to',
  T27: 'a price or a quantity that the phone decides',
  T28: 'two orders for one purchase',
  T29: 'notification, query and closing at the same time, and payment after closing',
  T30: 'goods delivered twice, or never',
  T31: 'more money back than was paid, or twice',
  T32: 'news of a refund before news of the payment',
  T33: 'a refund made by hand in the merchant console',
  T34: 'an answer before the commit',
  T35: 'timers that overlap, fail or do not come',
  T36: 'transactions that run twice, or whose outcome is unknown',
  T37: 'a whole document written back from a stale read',
  T38: 'secrets in packages, logs, answers or the repository',
  T39: 'addresses that somebody else chooses',
  T40: 'a bill that is cut, swapped, too large or elsewhere',
  T41: 'formulas in what is exported for a spreadsheet',
  T42: 'a flood of calls, bytes or log lines',
  T43: 'a link to a page, made by somebody else',
  T44: 'TLS that is not verified',
};

const tests = trackedFiles().filter(({ path }) => /^test\/.*\.test\.ts$/.test(path));
const naming = new Map<string, string[]>();
for (const { path, text } of tests) {
  for (const [, id = ''] of testNames(text).flatMap((name) => [...name.matchAll(/\[(T\d\d)\]/g)])) {
    naming.set(id, [...(naming.get(id) ?? []), path]);
  }
}

describe('a test is named after', () => {
  test.each(Object.entries(THREATS))('%s: %s', (id) => {
    expect(naming.get(id) ?? []).not.toEqual([]);
  });
});

test('no test is named after a threat that is not in the list', () => {
  expect([...naming.keys()].filter((id) => !(id in THREATS))).toEqual([]);
});

describe('a name counts', () => {
  test.each([
    ['of a test', "test('[X99] x', () => {});"],
    ['of a group', "describe('[X99] x', () => {});"],
    ['that is a template', 'test(`[X99] x`, () => {});'],
    ['over a table', "test.each(rows)('[X99] %s', () => {});"],
    ['in a table', "test.each<[string, number]>([['[X99] x', 1]])('%s', () => {});"],
    ['in a table of a group', "describe.each([['[X99] x']])('%s', () => {});"],
    ['in a table with a name', "const rows: [string][] = [['[X99] x']]; test.each(rows)('%s', () => {});"],
    ['in a table of tables', "const a = [['[X99] x']]; const b = [...a]; test.each(b)('%s', () => {});"],
    ['in a computed table', 'const rows = n.map((one) => [`[X99] x`, one]); test.each(rows)("%s", () => {});'],
    ['in a table that grows', "const rows = []; rows.push(['[X99] x']); test.each(rows)('%s', () => {});"],
  ])('%s', (_where, source) => {
    expect(testNames(source).join()).toContain('[X99]');
  });

  test.each([
    ['in a comment', "// [X99]\ntest('x', () => {});"],
    ['in the body of a test', "test('x', () => { const y = '[X99]'; });"],
    ['in a table nobody uses', "const rows = [['[X99] x']]; test('x', () => {});"],
    ['of another call', "expect('[X99] x');"],
  ])('but not %s', (_where, source) => {
    expect(testNames(source).join()).not.toContain('[X99]');
  });
});
