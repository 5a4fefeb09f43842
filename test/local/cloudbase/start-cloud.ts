import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Declaration } from '../../../local/cloudbase/declaration';
import { type CloudbaseOptions, startCloudbase } from '../../../local/cloudbase/start-cloudbase';
import type { CloudEvent, LogPage } from '../../../local/exchange';
import type { Sdk } from './sdk';

export const runnerFile = resolve(__dirname, '../../../local/cloudbase/runner.cjs');

export interface Caller {
  openid?: string;
  source?: string;
}

export interface Failure {
  errCode: number;
  errMsg: string;
}

export const declaration: Declaration = {
  collections: {
    orders: {
      rule: 'ADMINONLY',
      indexes: [
        {
          name: 'openid_createdAt',
          keys: [
            { field: 'openid', direction: 'asc' },
            { field: 'createdAt', direction: 'desc' },
          ],
        },
        {
          name: 'status_next',
          keys: [
            { field: 'status', direction: 'asc' },
            { field: 'next', direction: 'asc' },
          ],
        },
      ],
    },
    members: {
      rule: 'ADMINONLY',
      indexes: [{ name: 'phone', keys: [{ field: 'phone', direction: 'asc' }], unique: true }],
    },
    accounts: { rule: 'ADMINONLY', indexes: [] },
    ticks: { rule: 'ADMINONLY', indexes: [] },
    notes: { rule: 'PRIVATE', indexes: [] },
  },
  functionRules: { '*': { invoke: true } },
};

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;

/** A local CloudBase with the functions of this folder, and its data in a folder that is removed at the end. */
export async function startCloud(options: Partial<CloudbaseOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cloudbase-test-'));
  const all: CloudbaseOptions = {
    port: 0,
    dataFolder: join(folder, 'data'),
    functionsFolder: join(__dirname, 'functions'),
    runnerFile,
    appid: 'wx0123456789abcdef',
    environment: (name) => ({ GREETING: `hello ${name}` }),
    database: declaration,
    httpRoutes: { '/trade': 'web' },
    prewarm: false,
    maxInstances: 3,
    ...options,
  };
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  let running = await startCloudbase(all).catch((error: unknown) => {
    removeFolder();
    throw error;
  });

  const send = async (method: string, path: string, body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${running.url}${path}`, { method, ...(body === undefined ? {} : { body: text }) });
    return { status: answer.status, json: (await answer.json()) as unknown };
  };
  const call = async (name: string, data: unknown = {}, caller: Caller = {}) => {
    const { json } = await send('POST', '/_control/call', { name, data, ...caller });
    return json as { result?: unknown; requestID: string } & Partial<Failure>;
  };
  return {
    dataFolder: all.dataFolder,
    get url() {
      return running.url;
    },
    send,
    call,
    /** Runs a script with the real SDK inside a function; what it throws is thrown here. */
    async run<Argument, Result>(
      script: (sdk: Sdk, argument: Argument) => Promise<Result>,
      argument?: Argument,
      caller: Caller = {},
    ) {
      const { result, errMsg } = await call('script', { source: script.toString(), argument }, caller);
      if (errMsg !== 'cloud.callFunction:ok') throw new Error(errMsg);
      return result as Result;
    },
    documents: async (collection: string) =>
      (await send('GET', `/_control/database/${collection}`)).json as Record<string, unknown>[],
    client: async (request: object) =>
      (await send('POST', '/_control/database', request)).json as Record<string, unknown>,
    log: async (after = 0) => (await send('GET', `/_control/log?after=${after}`)).json as LogPage<CloudEvent>,
    reload: (name?: string) => running.reload(name),
    /** Ends it, starts another on the same folder. */
    async restart(changes: Partial<CloudbaseOptions> = {}) {
      await running.close();
      running = await startCloudbase({ ...all, ...changes });
    },
    async close() {
      await running.close();
      removeFolder();
    },
  };
}
