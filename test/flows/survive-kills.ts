import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWechatpay } from '../../local/wechatpay/start-wechatpay';
import { readyKeys } from '../local/wechatpay/support/ready-keys';
import { root } from '../support/backend';
import { openDoor } from '../support/open-door';
import { seededRandom } from '../support/seeded-random';
import { type CloudProcess, startCloudProcess } from '../support/start-cloud-process';

type Json = Record<string, unknown>;

const OPERATOR = 'oLocalOperator00000000000001';
const PATIENT = 120_000;
/**
 * Refunds and deliveries that a kill has cut short are tried again after a minute or more; the last cloud's clock is ahead of
 * all that, and still within the five minutes that a signature lives.
 */
const AHEAD = 285_000;

/** What was acknowledged to people while clouds died, and what the world looks like afterwards. */
export interface Survivors {
  kills: number;
  /** How many calls were on their way when a kill came. */
  interrupted: number;
  /** The orders that buyers were told of, by request id, and those that they were told are paid. */
  acknowledged: Record<string, string>;
  paid: string[];
  /** The refunds that the operator was told he has approved. */
  approved: string[];
  /** The cloud's database, and what WeChat knows. */
  database: Record<string, Json[]>;
  wechat: { orders: Json[]; refunds: Json[] };
}

/**
 * Buyers buy, pay and want money back, an operator approves, the clock ticks, WeChat notifies; and again and again the cloud
 * is killed with all its functions, at a random point of the work, and starts anew on the same folder. At every start the
 * shop moves from API v3 to v2 or back: orders go on as they were made. Afterwards everybody finishes what he has begun,
 * and all is read.
 */
export async function surviveKills({ kills, seed }: { kills: number; seed: number }): Promise<Survivors> {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  const keysFolder = join(folder, 'keys');
  await readyKeys(keysFolder);
  const wechatpay = await startWechatpay({ port: 0, tlsPort: 0, keysFolder, stateFolder: join(folder, 'wechatpay') });
  let cloud: CloudProcess | undefined;
  const door = await openDoor(() => cloud?.url);
  const start = (api: 'v2' | 'v3', environment: Record<string, string> = {}) => {
    const { url, tlsUrl, merchant } = wechatpay;
    const options = { root, dataFolder: join(folder, 'cloud'), keysFolder, api, publicUrl: door.url };
    return startCloudProcess({ ...options, wechatpay: { url, tlsUrl, merchant } }, environment);
  };
  const kill = async () => {
    const dying = cloud;
    cloud = undefined;
    await dying?.kill();
  };
  try {
    const world = new World(door.url, wechatpay.url);
    const random = seededRandom(seed);
    const people = [0, 1].map((number) => buyer(world, `oKilled${number}0000000000000000001`));
    const clock = tick(world);
    for (let round = 0; round < kills; round++) {
      cloud = await start(round % 2 ? 'v2' : 'v3');
      await world.calls(1 + random(14));
      await new Promise((resume) => setTimeout(resume, random(40)));
      world.interrupted += world.running;
      await kill();
    }
    const preload = join(root, 'test/support/clock-ahead.cjs');
    cloud = await start('v3', { CLOCK_AHEAD_MS: String(AHEAD), NODE_OPTIONS: `--require "${preload}"` });
    world.closing = true;
    await Promise.all([...people, clock]);
    await settle(world);
    const { interrupted, acknowledged, paid, approved } = world;
    const told = { kills, interrupted, acknowledged, paid, approved };
    return { ...told, database: await world.database(), wechat: await world.wechat() };
  } finally {
    await kill();
    door.close();
    await wechatpay.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How the people reach the cloud and WeChat, and what they remember. */
class World {
  readonly acknowledged: Record<string, string> = {};
  readonly paid: string[] = [];
  readonly approved: string[] = [];
  /** Whoever finishes now does not begin anew. */
  closing = false;
  interrupted = 0;
  running = 0;
  #begun = 0;

  constructor(
    readonly cloudUrl: string,
    readonly wechatpayUrl: string,
  ) {}

  /** A call, or undefined where nobody answered it or not with data: the caller knows nothing then. */
  async call(name: string, data: Json, openid: string): Promise<Json | undefined> {
    this.#begun++;
    this.running++;
    try {
      const { result } = await post(this.cloudUrl, 'call', { name, data, openid });
      return (result as { data?: Json } | undefined)?.data;
    } catch {
      return undefined;
    } finally {
      this.running--;
    }
  }

  /** Asks again until it is answered as it should be. */
  async insist<T>(ask: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + PATIENT; Date.now() < end; ) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await new Promise((resume) => setTimeout(resume, 30));
    }
    throw new Error('a person was not answered any more');
  }

  /** Until so many more calls have begun. */
  async calls(count: number): Promise<void> {
    const enough = this.#begun + count;
    await this.insist(async () => (this.#begun >= enough ? true : undefined));
  }

  tick = () => post(this.cloudUrl, 'trigger', { name: 'backoffice' }).catch(() => undefined);
  pay = (body: Json) => post(this.wechatpayUrl, 'pay', body);
  hurry = (advanceSeconds: number) => post(this.wechatpayUrl, 'clock', { advanceSeconds });
  database = async () => (await ask(`${this.cloudUrl}/_control/database`)) as Survivors['database'];
  wechat = async () => (await ask(`${this.wechatpayUrl}/_control/state?limit=5000`)) as unknown as Survivors['wechat'];
}

/** Buys one thing after the other. Every third one he wants money back for; of some payments no notification comes. */
async function buyer(world: World, openid: string): Promise<void> {
  for (let number = 0; !world.closing || number < 3; number++) {
    const requestId = `${openid}:${number}`;
    const request = { action: 'prepay', requestId, items: [{ sku: 'apple', quantity: 1 + (number % 3) }] };
    const { outTradeNo } = await world.insist(() => world.call('prepay', request, openid));
    world.acknowledged[requestId] = String(outTradeNo);
    await world.pay({ outTradeNo, ...(number % 2 ? { notification: 'lose' } : {}) });
    await world.insist(async () => {
      const answer = await world.call('trade', { action: 'confirm', outTradeNo }, openid);
      return (answer?.order as Json | undefined)?.status === 'PAID' ? true : undefined;
    });
    world.paid.push(String(outTradeNo));
    if (number % 3 === 0) await wantMoneyBack(world, String(outTradeNo), openid);
  }
}

async function wantMoneyBack(world: World, outTradeNo: string, openid: string): Promise<void> {
  const request = { action: 'requestRefund', outTradeNo, requestId: 'back', amount: 500, reason: '坏了一个' };
  const { refund } = await world.insist(() => world.call('trade', request, openid));
  const { outRefundNo } = refund as Json;
  await world.insist(() => world.call('backoffice', { action: 'decideRefund', outRefundNo, approve: true }, OPERATOR));
  world.approved.push(String(outRefundNo));
}

async function tick(world: World): Promise<void> {
  while (!world.closing) {
    await world.tick();
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

/** WeChat's time passes and the clock ticks, until nothing is left to be done on either side. */
async function settle(world: World): Promise<void> {
  await world.insist(async () => {
    await world.tick();
    await world.hurry(200);
    const { refunds = [], outbox = [] } = await world.database();
    const waits = [...refunds, ...outbox].some(({ status }) =>
      ['REQUESTED', 'SUBMITTED', 'PENDING'].includes(String(status)),
    );
    return waits ? undefined : true;
  });
}

const post = (url: string, control: string, body: Json) => ask(`${url}/_control/${control}`, JSON.stringify(body));

/** On a connection of its own, which dies with its cloud: `fetch` may wait for ever for the rest of an answer. */
async function ask(url: string, body?: string): Promise<Json> {
  const sent = request(url, { method: body === undefined ? 'GET' : 'POST', agent: false }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}
