import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './faults/faults';
import type { Gateway } from './gateway';
import { loadKeys } from './keys/load-keys';
import type { MerchantFile } from './keys/merchant-file';
import { messageWriter } from './notifications/message-writer';
import { Notifier } from './notifications/notifier';
import { defaultLimits, type Limits, serve } from './server/serve';
import { findPayment, type Payment } from './trade/find-payment';
import { WechatSigner } from './v3/signatures';
import { createOwnPage } from './web/own-page';
import { Clock } from './world/clock';
import { MoveToPublicKey } from './world/move-to-public-key';
import { openWorld } from './world/world';

export interface WechatpayOptions {
  /** 0 picks a free port. */
  port: number;
  /** The port for https; unless given, the one after `port`, or any if that is taken. */
  tlsPort?: number;
  host?: string;
  /** `merchant.json` and the keys; what is missing is made. */
  keysFolder: string;
  /** Orders, notifications and log, kept over restarts. */
  stateFolder: string;
  /** The repository, of which the gateway's own page is made; without it there is none. */
  root?: string;
  limits?: Partial<Limits>;
  log?: (line: string) => void;
}

export interface Wechatpay {
  url: string;
  tlsUrl: string;
  /** The content of `merchant.json`, serial numbers filled in. */
  merchant: MerchantFile;
  /** For those at WeChat who are not asked through this gateway. Undefined for an order that nobody paid. */
  findPayment(key: { transactionId: string } | { mchid: string; outTradeNo: string }): Payment | undefined;
  close(): Promise<void>;
}

/**
 * Starts the local WeChat Pay: the gateway of API v2 and v3 on http and https, its notifications, and its controls
 * under `/_control/`. Throws an Error, in Chinese, where the keys contradict each other or a port is taken.
 */
export async function startWechatpay(options: WechatpayOptions): Promise<Wechatpay> {
  const { port, host = '127.0.0.1', log = () => undefined } = options;
  const keys = await loadKeys(options.keysFolder);
  const world = openWorld(options.stateFolder);
  const faults = new Faults(world.settings);
  const clock = new Clock(world.settings, Date.now);
  const keyMove = new MoveToPublicKey(keys.keyMode, world.settings, clock);
  const signer = new WechatSigner(keys, faults, keyMove);
  let url = '';
  const parts = { keys, signer, keyMove, world, clock, faults, address: () => url };
  const notifier = new Notifier(parts, messageWriter(parts));
  const gateway: Gateway = { ...parts, notifier };
  const servers = serve(gateway, { ...defaultLimits, ...options.limits }, log, createOwnPage(options.root));
  const close = async () => {
    await notifier.stop();
    await Promise.all([servers.http, servers.https].map(stop));
    world.close();
  };
  try {
    url = `http://${await listen(servers.http, port, host)}`;
    const tlsUrl = `https://${await listenTls(servers.https, options, host)}`;
    // What fell due while nobody was running goes out now.
    notifier.wake();
    return { url, tlsUrl, merchant: keys.merchantFile, findPayment: (key) => findPayment(gateway, key), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listenTls(server: Server, { port, tlsPort }: WechatpayOptions, host: string): Promise<string> {
  if (tlsPort !== undefined) return listen(server, tlsPort, host);
  return listen(server, port === 0 || port === 65_535 ? 0 : port + 1, host).catch(() => listen(server, 0, host));
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`端口 ${port} 已被占用`, { cause: error }) : error),
    );
    server.listen(port, host, () => {
      const { address, family, port: chosen } = server.address() as AddressInfo;
      resolve(family === 'IPv6' ? `[${address}]:${chosen}` : `${address}:${chosen}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
