import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EventLog } from '../../../local/cloudbase/event-log';

let folder: string;
let log: EventLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudbase-test-'));
  log = new EventLog(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const add = (request: unknown) =>
  log.add({ kind: 'call', name: 'trade', caller: { source: 'wx_client' }, request, durationMs: 1 }, 0);

test('keeps the newest thousand events, and goes on counting', () => {
  for (let n = 1; n <= 1100; n++) add({ n });
  const { entries, next } = log.after(0);
  expect([entries.length, entries[0]?.id, entries.at(-1)?.id, next]).toEqual([1000, 101, 1100, 1100]);
  expect(entries[0]?.request).toEqual({ n: 101 });
});

test('keeps of a long value its beginning', () => {
  add({ long: 'x'.repeat(100_000) });
  expect(log.after(0).entries[0]?.request).toEqual({ cut: `{"long":"${'x'.repeat(16 * 1024 - 9)}…` });
});

test('and lets go of the rest', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 30; n++) add({ long: `${n}${'x'.repeat(1024 * 1024)}` });
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 * 1024 * 1024);
});

test('starts the file anew at 10 MB and keeps one predecessor', () => {
  const file = join(folder, 'functions.log');
  for (let part = 0; part < 22; part++) log.print('trade', 'x'.repeat(1024 * 1024));
  expect(statSync(file).size).toBeLessThan(11 * 1024 * 1024);
  expect(existsSync(`${file}.1`)).toBe(true);
  expect(existsSync(`${file}.2`)).toBe(false);
});

test('writes each line with its time and its function', () => {
  log.print('trade', 'one\ntwo\n');
  expect(readFileSync(join(folder, 'functions.log'), 'utf8')).toMatch(/^\S+Z trade one\n\S+Z trade two\n$/);
});

test('goes on without its file', () => {
  rmSync(folder, { recursive: true });
  log.add({ kind: 'call', name: 'trade', caller: { source: '' }, request: null, output: 'said', durationMs: 1 }, 0);
  expect(log.after(0).entries).toHaveLength(1);
});
