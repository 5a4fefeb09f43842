import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from './cloudbase/connect';
import { createLog } from './cloudbase/create-log';
import type { Caller } from './cloudbase/read-caller';
import { type HttpResponse, readHttpRequest } from './cloudbase/read-http-request';
import { NotConfigured } from './errors';
import type { BackofficePorts, Gateway } from './operations/ports';
import { refused } from './operations/reply';
import type { Api } from './payment/trade';
import { readSettings } from './read-settings';
import { createGateway } from './wechatpay/create-gateway';
import { readConfiguration } from './wechatpay/read-configuration';
import { readNotification } from './wechatpay/read-notification';

/** All that the platform and the protocol can give; how goods are delivered is up to the shop. */
type Wired = Omit<BackofficePorts, 'fulfil'>;

/** A cloud function without its surroundings. */
export type Handle = (event: unknown, caller: Caller, ports: Wired) => Promise<unknown>;

interface Surroundings {
  caller(): Caller;
  ports: Wired;
}

const log = createLog((level, line) => console[level](line));

/**
 * The `main` of a cloud function. Configuration is read by the first call and not while loading, where the platform
 * would show a mistake in it to nobody.
 *
 * @param folder where the function lies, with its `keys` beside it
 */
export function serve(folder: string, handle: Handle): (event: unknown) => Promise<unknown> {
  let read: Surroundings | { problems: string[] } | undefined;
  return async (event) => {
    if (!read) {
      read = wire(folder, process.env);
      if ('problems' in read) log.error('The function is not configured.', { problems: read.problems });
    }
    return 'problems' in read ? notConfigured(event, read.problems) : handle(event, read.caller(), read.ports);
  };
}

function wire(folder: string, environment: NodeJS.ProcessEnv): Surroundings | { problems: string[] } {
  const keys = environment.WECHATPAY_KEYS_FOLDER || join(folder, 'keys');
  const reading = readConfiguration(
    environment,
    (name) => readIfThere(join(keys, name)),
    () => filesOf(keys),
  );
  const shop = readSettings(environment);
  if ('problems' in reading || 'problems' in shop) {
    return { problems: [reading, shop].flatMap((one) => ('problems' in one ? one.problems : [])) };
  }
  const { configuration } = reading;
  const { caller, database, uploadShipping } = connect(pause);
  const gateways = new Map<Api, Gateway>();
  let clockSkew = 0;
  const surroundings = {
    clock: Date.now,
    nonce: () => randomUUID().replaceAll('-', ''),
    noteClockSkew(seconds: number) {
      clockSkew = seconds;
    },
  };
  const ports: Wired = {
    clock: Date.now,
    pause,
    random: randomBytes,
    digest: (text) => createHash('sha256').update(text).digest(),
    database,
    uploadShipping,
    clockSkew: () => clockSkew,
    gateway(api) {
      if (!configuration[api]) throw new NotConfigured(`没有配置 API ${api} 的密钥，而这笔订单是用它下的`);
      const gateway = gateways.get(api) ?? createGateway(configuration, api, surroundings);
      gateways.set(api, gateway);
      return gateway;
    },
    readNotification: (api, request) => readNotification(configuration, api, request),
    merchant: configuration.merchant,
    api: configuration.api,
    settings: shop.settings,
    log,
  };
  return { caller, ports };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** WeChat comes again after a 500; a developer who tries the shop reads what is missing. */
function notConfigured(event: unknown, problems: string[]): unknown {
  if (!readHttpRequest(event, 0)) return refused('ERR_NOT_CONFIGURED', problems.join('；'));
  const response: HttpResponse = {
    statusCode: 500,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code: 'FAIL', message: 'NOT_CONFIGURED' }),
    isBase64Encoded: false,
  };
  return response;
}
