// Genuine notifications of which some bytes were changed on the way: none may come to mean anything else than it did.
import { expect, test } from '@jest/globals';
import { createLog } from '../../cloudfunctions/lib/cloudbase/create-log';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import { readNotification } from '../../cloudfunctions/lib/wechatpay/read-notification';
import { anOrder, fen } from '../support/an-order';
import { howMany, PATIENCE } from '../support/how-many';
import { memoryShop, overHttp } from '../support/memory-shop';
import { mutateBytes } from '../support/mutate-bytes';
import { seededRandom } from '../support/seeded-random';
import * as wechat from '../wechatpay/wechat';

const EACH = howMany(50_000, 250_000);
const SEED = 20260820;
const merchant = { appid: wechat.APPID, mchid: wechat.MCHID };

interface Message {
  path: string;
  headers: Record<string, string | string[]>;
  body: Buffer;
}
type Below = (limit: number) => number;

const v3Body = Buffer.from(wechat.v3Event());
const v3: Message = {
  path: '/notify/v3',
  headers: { 'content-type': 'application/json', ...wechat.v3Headers(v3Body) },
  body: v3Body,
};
const v2 = (signType: 'MD5' | 'HMAC-SHA256'): Message => ({
  path: '/notify/v2/paid',
  headers: { 'content-type': 'text/xml' },
  body: wechat.v2Message(wechat.v2PaidFields, signType),
});

const withBody = (message: Message, below: Below): Message => ({ ...message, body: mutateBytes(message.body, below) });

/** One of WeChat's headers changed, missing, doubled or under another's name. */
function withHeaders(message: Message, below: Below): Message {
  const names = Object.keys(message.headers).filter((name) => name.startsWith('wechatpay-'));
  const [name, other] = [names[below(names.length)] ?? '', names[below(names.length)] ?? ''];
  const value = String(message.headers[name]);
  const { [name]: _, ...rest } = message.headers;
  const mutated = () => mutateBytes(Buffer.from(value), below).toString('latin1');
  switch (below(8)) {
    case 0:
      return { ...message, headers: rest };
    case 1:
      return { ...message, headers: { ...message.headers, [name]: [value, below(2) ? value : mutated()] } };
    case 2:
      return { ...message, headers: { ...rest, [other]: value } };
    case 3:
      return {
        ...message,
        headers: { ...message.headers, [name]: below(2) ? value.toLowerCase() : value.toUpperCase() },
      };
    default:
      return { ...message, headers: { ...message.headers, [name]: mutated() } };
  }
}

/** What a notification says, without the digest of its bytes. */
function meaning(read: Notification): string {
  if (read.kind !== 'trade') return `${read.kind} ${'reason' in read ? '' : JSON.stringify(read)}`;
  const { digest: _, ...trade } = read.trade;
  return JSON.stringify(trade);
}

/** A shop that has been paid, and hears about it again and again. */
async function paidShop(message: Message, signType: 'MD5' | 'HMAC-SHA256') {
  const lines: string[] = [];
  const last: { read?: Notification } = {};
  const address = 'https://api.mch.weixin.qq.com';
  const configuration = {
    ...{ api: 'v3' as const, merchant, baseUrl: address, tlsBaseUrl: address, notifyUrl: 'https://shop.example/trade' },
    ...{ v2: wechat.v2Credentials(signType), v3: wechat.v3Credentials },
  };
  const shop = memoryShop({
    merchant,
    clock: () => wechat.NOW_SECONDS * 1000,
    log: createLog((_level, line) => void lines.push(line)),
    readNotification(api, request) {
      last.read = readNotification(configuration, api, request);
      return last.read;
    },
  });
  const order = anOrder({
    ...{ _id: wechat.OUT_TRADE_NO, openid: wechat.OPENID, ...merchant, amount: fen(100) },
    ...{ api: message === v3 ? ('v3' as const) : ('v2' as const) },
  });
  await shop.database.transaction((transaction) => transaction.create('orders', order));
  /** What was read, what was answered, how many seconds of work it was, and how long the longest line is that was logged. */
  const deliver = async ({ path, headers, body }: Message) => {
    delete last.read;
    lines.length = 0;
    const event = { httpMethod: 'POST', path, headers, body: body.toString('base64'), isBase64Encoded: true };
    const before = process.cpuUsage();
    const { statusCode, body: text } = (await shop.call.trade(event, overHttp)) as { statusCode: number; body: string };
    const { user, system } = process.cpuUsage(before);
    const word = /SUCCESS|FAIL/.exec(text)?.[0] ?? '';
    return {
      read: last.read as Notification | undefined,
      answer: `${statusCode} ${word}`,
      seconds: (user + system) / 1e6,
      logged: Math.max(0, ...lines.map((line) => Buffer.byteLength(line))),
    };
  };
  return { shop, deliver };
}

test.each([
  ['v2, signed by MD5', v2('MD5'), 'MD5', withBody],
  ['v2, signed by HMAC-SHA256', v2('HMAC-SHA256'), 'HMAC-SHA256', withBody],
  ['v3, in its headers', v3, 'MD5', withHeaders],
  ['v3, in its body', v3, 'MD5', withBody],
] as const)(
  `[S1] [S12] [T01] [T16] [T42] of ${EACH.toLocaleString('en')} notifications with changed bytes none means anything else: %s (seed ${SEED})`,
  async (_name, genuine, signType, mutate) => {
    const { shop, deliver } = await paidShop(genuine, signType);
    const first = await deliver(genuine);
    expect(shop.order(wechat.OUT_TRADE_NO)).toMatchObject({ status: 'PAID', transactionId: wechat.TRANSACTION_ID });
    const [said, before, writers] = [
      meaning(first.read as Notification),
      shop.database.everything(),
      shop.database.attempts,
    ];

    const below = seededRandom(SEED);
    const refused = genuine === v3 ? '401 FAIL' : '200 FAIL';
    const reasons = new Map<string, number>();
    const wrong: unknown[] = [];
    let alike = 0;
    let longest = 0;
    for (let i = 0; i < EACH; i++) {
      const message = mutate(genuine, below);
      const { read, answer, logged, seconds } = await deliver(message);
      longest = Math.max(longest, seconds);
      const same = read !== undefined && meaning(read) === said;
      if (same) alike++;
      const right = same ? answer === first.answer : read?.kind === 'untrusted' && answer === refused && logged <= 300;
      if (!right) wrong.push({ headers: message.headers, body: message.body.toString(), read, answer, logged });
      if (read?.kind === 'untrusted')
        reasons.set(read.reason.slice(0, 12), (reasons.get(read.reason.slice(0, 12)) ?? 0) + 1);
    }
    expect({ wrong: wrong.length, first: wrong.slice(0, 2) }).toEqual({ wrong: 0, first: [] });
    // Not by the clock: a machine that is busy elsewhere would make it a lie.
    expect(longest).toBeLessThan(0.5);
    // Who could sign nothing has reached the database with nothing but what it knew already.
    expect(shop.database.everything()).toEqual(before);
    expect(shop.database.attempts - writers).toBe(alike);
    // Changes that never left a message whole up to its signature would have tested nothing but shapes.
    const reached = [...reasons]
      .filter(([reason]) => reason.startsWith('签名不符'))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(reached).toBeGreaterThan(EACH / 20);
  },
  PATIENCE,
);
