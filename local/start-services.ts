import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { database } from '../cloudfunctions/database';
import { startCloudbase } from './cloudbase/start-cloudbase';
import { functionEnvironment } from './function-environment';
import { handOverKeys } from './hand-over-keys';
import { startWechatpay } from './wechatpay/start-wechatpay';

export interface ServicesOptions {
  /** The repository. */
  root: string;
  /** The built functions. */
  functionsFolder: string;
  /** Everything that survives a restart: keys, orders at WeChat, the shop's database. */
  dataFolder: string;
  api: 'v2' | 'v3';
  /** 0 picks a free port. */
  ports: { wechatpay: number; wechatpayTls: number; cloud: number };
  /** Fire the functions' timers by the clock; without it only the control does. */
  timers: boolean;
  /** What runs the functions, Node's command and arguments; the one that runs this unless given. */
  node?: readonly [string, ...string[]];
  /** Start a process of each function before it is called; yes unless said otherwise. */
  prewarm?: boolean;
}

export type Services = Awaited<ReturnType<typeof startServices>>;

/** WeChat Pay and CloudBase on this machine, each told where the other is. */
export async function startServices(options: ServicesOptions) {
  const { root, functionsFolder, dataFolder, api, ports, timers, prewarm, node } = options;
  const folder = (name: string) => {
    const path = join(dataFolder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const keysFolder = folder('keys');
  const wechatpay = await startWechatpay({
    root,
    port: ports.wechatpay,
    tlsPort: ports.wechatpayTls,
    keysFolder,
    stateFolder: folder('wechatpay'),
  });
  let cloudUrl = '';
  const functionKeys = folder('function-keys');
  handOverKeys(keysFolder, functionKeys);
  const cloud = await startCloudbase({
    port: ports.cloud,
    dataFolder: folder('cloud'),
    functionsFolder,
    runnerFile: join(root, 'local/cloudbase/runner.cjs'),
    appid: wechatpay.merchant.appid,
    environment: () =>
      functionEnvironment({
        api,
        merchant: wechatpay.merchant,
        wechatpayUrl: wechatpay.url,
        wechatpayTlsUrl: wechatpay.tlsUrl,
        cloudUrl,
        functionKeys,
      }),
    database,
    httpRoutes: { '/trade': 'trade' },
    findPayment: wechatpay.findPayment,
    timers,
    prewarm,
    node,
  });
  cloudUrl = cloud.url;
  return {
    wechatpay,
    cloud,
    keysFolder,
    // WeChat goes last: a function that is still working may ask it.
    async close() {
      await cloud.close();
      await wechatpay.close();
    },
  };
}
