import { join } from 'node:path';
import { buildFunctions } from './build-functions';
import { createConsole } from './console/console';
import { postJson } from './post-json';
import { startPreview } from './preview/start-preview';
import { type ServicesOptions, startServices } from './start-services';

export interface ShopOptions extends Omit<ServicesOptions, 'ports' | 'timers' | 'functionsFolder'> {
  ports: ServicesOptions['ports'] & { shop: number };
  /** Rebuild and reload when a source file changes. */
  watch: boolean;
}

export interface RunningShop {
  addresses: { shop: string; wechatpay: string; wechatpayTls: string; cloud: string; data: string };
  close(): Promise<void>;
}

/** Builds the functions, and starts WeChat Pay, CloudBase, the phone and the workbench beside it. */
export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const { root, dataFolder, ports, watch } = options;
  // Each data folder has a build of its own, so that two shops of one checkout do not take it from each other.
  const build = join(dataFolder, 'build');
  const functionsFolder = join(build, 'cloudfunctions');
  await buildFunctions(root, functionsFolder);
  const services = await startServices({ ...options, functionsFolder, timers: true });
  const { wechatpay, cloud } = services;
  const panel = await createConsole({
    root,
    wechatpayUrl: wechatpay.url,
    cloudUrl: cloud.url,
    outFolder: join(build, 'console'),
  });
  const preview = await startPreview({
    port: ports.shop,
    miniprogram: join(root, 'miniprogram'),
    packageRoot: root,
    outDir: join(build, 'preview'),
    appid: wechatpay.merchant.appid,
    cloud: { call: (request) => postJson(`${cloud.url}/_control/call`, request) },
    wechatpay: {
      cashier: (params) => postJson(`${wechatpay.url}/_control/cashier`, params),
      pay: (body) => postJson(`${wechatpay.url}/_control/pay`, body),
    },
    panel,
    watch,
  });
  return {
    addresses: {
      shop: preview.url,
      wechatpay: wechatpay.url,
      wechatpayTls: wechatpay.tlsUrl,
      cloud: cloud.url,
      data: dataFolder,
    },
    async close() {
      await preview.close();
      await services.close();
    },
  };
}
