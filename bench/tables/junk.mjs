import { quantile } from '../measure.mjs';
import { openShop } from '../open-shop.mjs';

/** Notifications in one turn, one after the other. */
const BATCH = 40;
/** Milliseconds from one post of a stranger's to the next: a hundred a second, or the next as soon as the last is refused. */
const PACES = { 'a hundred a second': 10, 'as many as are refused': 0 };
const SIZE = 64 * 1024;
/** What a stranger sends: he can sign neither. */
const JUNK = [
  {
    path: '/trade/notify/v3',
    headers: { 'content-type': 'application/json' },
    body: `{"id":"${'x'.repeat(SIZE - 9)}"}`,
  },
  {
    path: '/trade/notify/v2/paid',
    headers: { 'content-type': 'text/xml' },
    body: `<xml><a>${'1'.repeat(SIZE - 35)}</a><sign>00</sign></xml>`,
  },
];

/**
 * S12: how long genuine notifications of API v3 take while a stranger sends junk of 64 KiB, against how long they take alone.
 * They take turns. A stranger who sends all that the machine can refuse takes half of it: his figure is told, not judged.
 */
export default async function table({ quick }) {
  const rounds = quick ? 5 : 31;
  const unpaid = (1 + Object.keys(PACES).length) * BATCH * (rounds + 1);
  const shop = await openShop({ api: 'v3', orders: 2 * unpaid, unpaid });
  const times = {};
  const junk = {};
  let place = 0;
  const genuine = async () => {
    const taken = [];
    for (let i = 0; i < BATCH; i++) {
      const message = shop.notification(place++);
      const started = performance.now();
      const status = await shop.send(message);
      if (status >= 300) throw new Error(`A genuine notification was answered ${status}.`);
      taken.push(performance.now() - started);
    }
    return taken;
  };
  const amidJunk = async (name) => {
    let over = false;
    const stranger = (async () => {
      while (!over) {
        const pause = new Promise((resume) => setTimeout(resume, PACES[name]));
        junk[name] = (junk[name] ?? 0) + 1;
        await Promise.all([shop.send(JUNK[junk[name] % JUNK.length]), PACES[name] > 0 && pause]);
      }
    })();
    const taken = await genuine();
    over = true;
    await stranger;
    return taken;
  };
  try {
    for (let round = 0; round <= rounds; round++) {
      const turns = { alone: await genuine() };
      for (const name of Object.keys(PACES)) turns[name] = await amidJunk(name);
      // The first round warms up.
      if (round > 0)
        for (const [name, taken] of Object.entries(turns)) times[name] = [...(times[name] ?? []), ...taken];
    }
  } finally {
    await shop.close();
  }
  const p99 = (name) => quantile(times[name], 0.99);
  const rows = Object.entries(times).map(([name, taken]) => {
    const ratio = (p99(name) / p99('alone')).toFixed(2);
    return `| ${name} | ${junk[name] ?? 0} | ${quantile(taken, 0.5).toFixed(1)} | ${p99(name).toFixed(1)} | ${ratio} |`;
  });
  const [judged] = Object.keys(PACES);
  return {
    title: 'Genuine notifications while posts of 64 KiB come that are none',
    markdown: ['| junk | posts | p50, ms | p99, ms | × alone |', '|---|---:|---:|---:|---:|', ...rows].join('\n'),
    checks: [{ what: `${judged}: p99 × p99 alone`, value: p99(judged) / p99('alone'), atMost: 2 }],
  };
}
