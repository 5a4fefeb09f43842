import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { database } from '../../cloudfunctions/database';
import { startCloudbase } from '../../local/cloudbase/start-cloudbase';
import { functionEnvironment } from '../../local/function-environment';
import { handOverKeys } from '../../local/hand-over-keys';
import type { Wechatpay } from '../../local/wechatpay/start-wechatpay';
import { functionsNode } from './functions-node';

export interface ShopCloudOptions {
  /** The repository. */
  root: string;
  /** The cloud's own; a second start on it finds what the first one left. */
  dataFolder: string;
  keysFolder: string;
  api: 'v2' | 'v3';
  wechatpay: Pick<Wechatpay, 'url' | 'tlsUrl' | 'merchant'>;
  /** Where WeChat finds the cloud, if not at its own address. */
  publicUrl?: string;
  /** Instead of, or besides, what the functions are configured with; asked for each time that a process starts. */
  environment?: () => Record<string, string>;
}

/** The shop's functions under a local CloudBase, apart from WeChat Pay, for tests in which one of the two comes and goes. */
export async function startShopCloud({ root, dataFolder, keysFolder, api, wechatpay, ...more }: ShopCloudOptions) {
  const functionKeys = join(dataFolder, 'function-keys');
  mkdirSync(functionKeys, { recursive: true });
  handOverKeys(keysFolder, functionKeys);
  let cloudUrl = '';
  const cloud = await startCloudbase({
    port: 0,
    dataFolder,
    functionsFolder: join(root, 'dist/cloudfunctions'),
    runnerFile: join(root, 'local/cloudbase/runner.cjs'),
    appid: wechatpay.merchant.appid,
    environment: () => ({
      ...functionEnvironment({
        ...{ api, merchant: wechatpay.merchant, functionKeys },
        ...{ wechatpayUrl: wechatpay.url, wechatpayTlsUrl: wechatpay.tlsUrl, cloudUrl: more.publicUrl ?? cloudUrl },
      }),
      ...more.environment?.(),
    }),
    database,
    httpRoutes: { '/trade': 'trade' },
    maxInstances: 2,
    node: functionsNode(root),
    // A function that nobody calls costs nothing.
    prewarm: false,
  });
  cloudUrl = cloud.url;
  return { ...cloud, functionKeys };
}
