import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from './cloud';
import { closeDatabase, openDatabase } from './database/database';
import type { Declaration } from './declaration';
import { EventLog } from './event-log';
import { FunctionHost } from './functions/function-host';
import { startTimers } from './functions/timers';
import type { FindPayment } from './openapi/payment';
import { ShippingBook } from './openapi/shipping-book';
import { checkCollectionRules } from './rules/collection-access';
import { checkFunctionRules } from './rules/may-call-function';
import { createCloudServer } from './server/serve';
import { triggerTimer } from './server/trigger-timer';

export interface CloudbaseOptions {
  /** 0 picks a free one. */
  port: number;
  /** The loopback address unless given: the controls let anybody be any buyer. */
  host?: string;
  /** Where the database and the functions' log live. One cloud at a time has it. */
  dataFolder: string;
  /** One subfolder per function: `index.js` and `config.json`. */
  functionsFolder: string;
  /** `local/cloudbase/runner.cjs`, wherever this code was bundled to. */
  runnerFile: string;
  appid: string;
  envId?: string;
  /**
   * What runs the functions, Node's command and arguments; the one that runs this unless given. CloudBase has several, from
   * 16.13 on (https://docs.cloudbase.net/cloud-function/runtime-support).
   */
  node?: readonly [string, ...string[]];
  /** The environment variables of a function, asked for each time that a process of it starts. */
  environment(functionName: string): Record<string, string>;
  database: Declaration;
  /** HTTP access: `{ '/trade': 'trade' }`. */
  httpRoutes: Readonly<Record<string, string>>;
  /** Whose goods may be told to WeChat as sent; without it, whatever is told is taken for a payment. */
  findPayment?: FindPayment;
  /** Processes per function. */
  maxInstances?: number;
  /** Start a process of each function before it is called; yes unless said otherwise. */
  prewarm?: boolean;
  /** Fire the functions' timers by the clock; without it only the control does. */
  timers?: boolean;
  /** What the cloud itself has to say: a defect of its own, a function that does not load. */
  log?(line: string): void;
}

/**
 * A CloudBase environment on this machine, for the unmodified wx-server-sdk. When it is there, so are all documents that
 * were ever acknowledged to anybody.
 *
 * @throws Error in plain words where the folder is in use, the declaration or a config.json is wrong, or the port is taken
 */
export async function startCloudbase(options: CloudbaseOptions) {
  const { port, host = '127.0.0.1', dataFolder, envId = 'local', log = () => undefined } = options;
  checkFunctionRules(options.database);
  checkCollectionRules(options.database);
  const database = openDatabase(dataFolder, options.database);
  const secretId = `AKIDlocal${randomBytes(12).toString('hex')}`;
  const eventLog = new EventLog(dataFolder);
  const shipping = new ShippingBook(dataFolder);
  let cloud: Cloud | undefined;
  const server = createCloudServer(() => cloud as Cloud, log);
  try {
    const address = await listen(server, port, host);
    const functions = new FunctionHost({
      node: options.node ?? [process.execPath],
      functionsFolder: options.functionsFolder,
      runnerFile: options.runnerFile,
      envId,
      adminUrl: `http://127.0.0.1:${address.port}/admin`,
      secretId,
      maxInstances: options.maxInstances ?? 4,
      timeouts: options.database.functionTimeoutSeconds ?? {},
      environment: options.environment,
      onOutput: (name, text) => eventLog.print(name, text),
    });
    const { appid, database: declaration, httpRoutes, findPayment } = options;
    const rooms = { database, functions, shipping, log: eventLog };
    cloud = { appid, envId, secretId, declaration, httpRoutes, findPayment, ...rooms };
  } catch (error) {
    await close(server);
    shipping.close();
    closeDatabase(database);
    throw error;
  }
  return running(cloud, server, { ...options, host, log });
}

type RunningOptions = CloudbaseOptions & Required<Pick<CloudbaseOptions, 'host' | 'log'>>;

function running(cloud: Cloud, server: Server, { host, timers, prewarm, log }: RunningOptions) {
  const { functions } = cloud;
  const { port } = server.address() as AddressInfo;
  const fire = (name: string) =>
    void triggerTimer(cloud, name).catch((error: Error) => log(`timer of ${name}: ${error.message}`));
  const stopTimers = timers ? startTimers(() => functions.list(), fire) : () => undefined;
  // Not before the caller has the address: the environment that he gives the functions may contain it.
  const warmUp = setImmediate(() => prewarm !== false && functions.prewarm());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    /** Takes up code and configuration that changed on the disk, of one function or of all. */
    async reload(name?: string): Promise<void> {
      functions.reload(name);
      if (prewarm !== false) functions.prewarm();
    },
    /** Ends every process and closes the database. What was acknowledged is on the disk already. */
    async close(): Promise<void> {
      clearImmediate(warmUp);
      stopTimers();
      await close(server);
      await functions.close();
      cloud.shipping.close();
      closeDatabase(cloud.database);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
