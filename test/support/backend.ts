import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServices } from '../../local/start-services';
import type { Answers, ErrorCode } from '../../typings/api';
import { readyKeys } from '../local/wechatpay/support/ready-keys';
import { functionsNode } from './functions-node';

export const root = resolve(__dirname, '../..');

/** A buyer's purchase of one apple, as the mini program asks for it. */
export const oneApple = (requestId = 'request-0000000001') => ({
  action: 'prepay' as const,
  requestId,
  items: [{ sku: 'apple', quantity: 1 }],
});

export type Backend = Awaited<ReturnType<typeof startBackend>>;

/** The built functions under the local CloudBase, and the local WeChat Pay, with a data folder of their own. */
export async function startBackend(api: 'v2' | 'v3', dataFolder = mkdtempSync(join(tmpdir(), 'wechatpay-flow-'))) {
  const start = () =>
    startServices({
      root,
      functionsFolder: join(root, 'dist/cloudfunctions'),
      dataFolder,
      api,
      ports: { wechatpay: 0, wechatpayTls: 0, cloud: 0 },
      timers: false,
      node: functionsNode(root),
      // A function that nobody calls costs nothing.
      prewarm: false,
    });
  await readyKeys(join(dataFolder, 'keys'));
  let services = await start();

  const send = async (url: string, method: string, body?: unknown) => {
    const answer = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const call = async (name: string, data: unknown, caller: { openid?: string; source?: string } = {}) => {
    const { result, errMsg } = await send(`${services.cloud.url}/_control/call`, 'POST', { name, data, ...caller });
    if (result === undefined) throw new Error(String(errMsg));
    return result as { ok: boolean; data?: unknown; error?: { code: ErrorCode; message: string } };
  };
  return {
    dataFolder,
    get keysFolder() {
      return services.keysFolder;
    },
    get cloudUrl() {
      return services.cloud.url;
    },
    get wechatpayUrl() {
      return services.wechatpay.url;
    },
    call,
    /** The data of an answer that must be a good one. */
    async ask<K extends keyof Answers>(name: string, data: { action: K; [field: string]: unknown }, openid?: string) {
      const reply = await call(name, data, openid ? { openid } : {});
      if (!reply.ok) throw new Error(`${data.action} was refused: ${reply.error?.code} ${reply.error?.message}`);
      return reply.data as Answers[K];
    },
    wechatpay: (control: string, body: unknown = {}, method = 'POST') =>
      send(`${services.wechatpay.url}/_control/${control}`, method, method === 'GET' ? undefined : body),
    async documents(collection: string) {
      const documents = await send(`${services.cloud.url}/_control/database/${collection}`, 'GET');
      return documents as unknown as Record<string, unknown>[];
    },
    /** Every document of every collection, to prove that something wrote nothing. */
    everything: () => send(`${services.cloud.url}/_control/database`, 'GET'),
    /** The same folder under new processes, as after a power cut. */
    async restart() {
      await services.close();
      services = await start();
    },
    async close() {
      await services.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer is there; the limit is long because a busy machine is no failure. */
export async function eventually<T>(ask: () => Promise<T | undefined | false>, within = 15_000): Promise<T> {
  for (const end = Date.now() + within; ; ) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
