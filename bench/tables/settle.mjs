import { createDecipheriv, createHmac, createPublicKey, verify } from 'node:crypto';
import { quantile } from '../measure.mjs';
import { openShop } from '../open-shop.mjs';

/** Notifications in one turn. */
const BATCH = 40;
/** One in five is a copy of one that was answered some time ago: WeChat repeats after seconds. */
const FRESH = 4 / 5;
const COPY_BEHIND = 26;
const AT_ONCE = [1, 8];
/** How much longer than a call that does nothing: the SDK asks the database eight times, and the last waits for the disk. */
const AT_MOST = 20;
const NOTHING = { path: '/nothing', headers: { 'content-type': 'application/json' } };

/**
 * Notifications through HTTP access, the built function, its SDK, and the emulator's transaction on the disk. They take
 * turns with calls of a function that does nothing, and with the bare cryptography of the same notifications.
 *
 * @param sustained `{ rate, seconds }`: sends so many a second besides, whether they are answered or not
 */
export default async function table({ quick, sustained }) {
  const rounds = quick ? 5 : 31;
  const rows = [];
  for (const api of ['v2', 'v3']) {
    const unpaid = FRESH * BATCH * (rounds + 1) * AT_ONCE.length + COPY_BEHIND;
    const shop = await openShop({ api, orders: 2 * unpaid, unpaid });
    try {
      const next = notifications(shop);
      for (const atOnce of AT_ONCE) {
        rows.push({ name: `${api}, ${atOnce} at once`, ...(await compare(shop, next, { api, atOnce, rounds })) });
      }
    } finally {
      await shop.close();
    }
  }
  const steady = sustained ? await keepUp(sustained) : { lines: [], checks: [] };
  return {
    title: 'Settling: notifications through the local cloud, one in five a copy',
    markdown: [
      '| | per second | p50, ms | p99, ms | × nothing | × bare cryptography |',
      '|---|---:|---:|---:|---:|---:|',
      ...rows.map(
        ({ name, rate, times, nothing, cryptography }) =>
          `| ${name} | ${rate.toFixed(0)} | ${milliseconds(times, 0.5)} | ${milliseconds(times, 0.99)} | ${nothing.toFixed(2)} | ${cryptography.toFixed(0)} |`,
      ),
      ...steady.lines,
    ].join('\n'),
    checks: [
      ...rows.map(({ name, nothing }) => ({ what: `${name}: × nothing`, value: nothing, atMost: AT_MOST })),
      ...steady.checks,
    ],
  };
}

async function compare(shop, next, { api, atOnce, rounds }) {
  const bare = cryptographyOf(api, shop.keys);
  const times = [];
  const spent = { settling: [], nothing: [], cryptography: [] };
  for (let round = 0; round <= rounds; round++) {
    const messages = Array.from({ length: BATCH }, next);
    const settling = await deliver(shop, messages, atOnce);
    const nothing = await deliver(shop, Array(BATCH).fill(NOTHING), atOnce);
    const started = performance.now();
    for (const message of messages) bare(message);
    // The first round warms up.
    if (round === 0) continue;
    times.push(...settling.times);
    spent.settling.push(settling.spent);
    spent.nothing.push(nothing.spent);
    spent.cryptography.push(performance.now() - started);
  }
  const timesThat = (what) =>
    quantile(
      spent.settling.map((time, round) => time / spent[what][round]),
      0.5,
    );
  return {
    times,
    rate: (1000 * BATCH) / quantile(spent.settling, 0.5),
    nothing: timesThat('nothing'),
    cryptography: timesThat('cryptography'),
  };
}

/** Sends them all, so many at once; milliseconds for each and for all. */
async function deliver(shop, messages, atOnce) {
  const times = [];
  const waiting = messages.values();
  const started = performance.now();
  const sender = async () => {
    for (const message of waiting) times.push(await timed(shop, message));
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return { times, spent: performance.now() - started };
}

async function timed(shop, message) {
  const started = performance.now();
  const status = await shop.send(message);
  if (status >= 300) throw new Error(`${message.path} was answered ${status}.`);
  return performance.now() - started;
}

/** Answers another notification at each call, with the copies among them. */
function notifications(shop) {
  const recent = [];
  let count = 0;
  let place = 0;
  return () => {
    const isCopy = count++ % 5 === 4 && recent.length === COPY_BEHIND;
    const message = isCopy ? recent[0] : shop.notification(place++);
    recent.push(message);
    if (recent.length > COPY_BEHIND) recent.shift();
    return message;
  };
}

/** R10: at a fixed rate, as WeChat sends, and timed from the moment at which each was due. */
async function keepUp({ rate, seconds }) {
  const unpaid = Math.ceil(FRESH * (rate * seconds + BATCH)) + COPY_BEHIND;
  const shop = await openShop({ api: 'v3', orders: 2 * unpaid, unpaid });
  const times = [];
  let failed = 0;
  try {
    const next = notifications(shop);
    // Functions that were called before are ready.
    await deliver(shop, Array.from({ length: BATCH }, next), Math.max(...AT_ONCE));
    const started = performance.now() + 100;
    const sent = [];
    for (let i = 0; i < rate * seconds; i++) {
      const due = started + (i * 1000) / rate;
      const message = next();
      await new Promise((resume) => setTimeout(resume, Math.max(0, due - performance.now())));
      const answered = shop.send(message).then(
        (status) => status < 300,
        () => false,
      );
      sent.push(
        answered.then((good) => {
          times.push(performance.now() - due);
          if (!good) failed++;
        }),
      );
    }
    await Promise.all(sent);
  } finally {
    await shop.close();
  }
  const name = `v3, ${rate} a second for ${seconds} s`;
  return {
    lines: [
      '',
      `${name}: p50 ${milliseconds(times, 0.5)} ms, p99 ${milliseconds(times, 0.99)} ms, ${failed} not accepted.`,
    ],
    checks: [
      { what: `${name}: p99, ms`, value: quantile(times, 0.99), atMost: 250 },
      { what: `${name}: longest, ms`, value: quantile(times, 1), atMost: 3_500 },
      { what: `${name}: not accepted`, value: failed, atMost: 0 },
    ],
  };
}

/** What of a notification nobody can do without: its signature, and what is encrypted. */
function cryptographyOf(api, { merchant, privateKey }) {
  if (api === 'v2') {
    return ({ body }) => createHmac('sha256', merchant.apiKey).update(body).digest('hex');
  }
  const publicKey = createPublicKey(privateKey);
  return ({ headers, body }) => {
    const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
    const signature = Buffer.from(headers['wechatpay-signature'], 'base64');
    if (!verify('RSA-SHA256', Buffer.from(text), publicKey, signature)) throw new Error('not genuine');
    const { ciphertext, nonce, associated_data: associated } = JSON.parse(body).resource;
    const bytes = Buffer.from(ciphertext, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', merchant.apiV3Key, nonce).setAAD(Buffer.from(associated));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  };
}

const milliseconds = (times, share) => quantile(times, share).toFixed(1);
