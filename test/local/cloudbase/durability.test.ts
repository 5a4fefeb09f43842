import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { runnerFile, startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(90_000);

const root = resolve(__dirname, '../../..');
const script = join(root, 'dist/test/emulator-process.cjs');
let folder: string;
let cloud: TestCloud | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudbase-test-'));
  buildSync({
    entryPoints: [join(__dirname, 'emulator-process.ts')],
    outfile: script,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
});
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = async (): Promise<{ child: ChildProcess; url: string }> => {
  const child = spawn(process.execPath, [script, folder, join(__dirname, 'functions'), runnerFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((tell) => child.stdout?.once('data', (line) => tell(String(line).trim())));
  return { child, url };
};
const kill = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });
const post = async (url: string, control: string, body: object) => {
  const answer = await fetch(`${url}/_control/${control}`, { method: 'POST', body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
};

test('a restart finds everything as it was: documents, collections, indexes', async () => {
  cloud = await startCloud();
  const before = await cloud.run(async ({ db }) => {
    await db.createCollection('made');
    await db.collection('orders').add({ data: { _id: 'o', at: new Date(7), n: 1.5 } });
    await db.collection('members').add({ data: { phone: '1' } });
    return (await db.collection('orders').doc('o').get()).data;
  });
  await cloud.restart();
  const after = await cloud.run(async ({ db }) => {
    await db.collection('made').get();
    const again = await db
      .collection('members')
      .add({ data: { phone: '1' } })
      .then(String, (error: Error) => error.message);
    return { order: (await db.collection('orders').doc('o').get()).data, again };
  });
  expect(after).toEqual({ order: before, again: expect.stringMatching(/E11000/) });
});

test('one data folder has one cloud', async () => {
  cloud = await startCloud();
  await expect(startCloud({ dataFolder: cloud.dataFolder })).rejects.toThrow(/in use by another local CloudBase/);
});

test('kill -9 while clients write loses nothing that was acknowledged and tears no transaction, five times', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 5; round++) {
    const { child, url } = await start();
    let running = true;
    const client = async (name: string, write: (id: string) => Promise<boolean>) => {
      for (let i = 0; running; i++) {
        const id = `${name}-${round}-${i}`;
        const done = await write(id).catch(() => false);
        if (done) acknowledged.push(id);
        else if (running) throw new Error(`the write of ${id} failed before the kill`);
      }
    };
    const add = async (_id: string) =>
      (await post(url, 'database', { collection: 'notes', operation: 'add', data: { _id } }))._id === _id;
    const pair = async (id: string) => {
      const source = `({ db }, id) => db.runTransaction(async (tx) => {
        await tx.collection('orders').add({ data: { _id: id } });
        await tx.collection('accounts').add({ data: { _id: id } });
        return id;
      })`;
      return (await post(url, 'call', { name: 'script', data: { source, argument: id } })).result === id;
    };
    await pair(`first-${round}`);
    const clients = [client('a', add), client('b', add), client('t', pair)];
    const transactions = () => acknowledged.filter((id) => id.startsWith('t')).length;
    while (acknowledged.length < 40 * (round + 1) || transactions() < 5 * (round + 1)) {
      await new Promise((resume) => setTimeout(resume, 1 + round));
    }
    running = false;
    await kill(child);
    await Promise.all(clients);
  }
  const { child, url } = await start();
  const stored = (await (await fetch(`${url}/_control/database`)).json()) as Record<string, { _id: string }[]>;
  await kill(child);
  const ids = (collection: string) => (stored[collection] ?? []).map(({ _id }) => _id);
  const all = new Set([...ids('notes'), ...ids('orders')]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(200);
  expect(acknowledged.filter((id) => !all.has(id))).toEqual([]);
  expect(ids('orders')).toEqual(ids('accounts'));
});

test('the processes of a killed cloud end by themselves', async () => {
  const { child, url } = await start();
  const source = '() => process.pid';
  const pid = (await post(url, 'call', { name: 'script', data: { source } })).result as number;
  await kill(child);
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (const end = Date.now() + 5_000; isAlive() && Date.now() < end; )
    await new Promise((resume) => setTimeout(resume, 20));
  expect(isAlive()).toBe(false);
});
