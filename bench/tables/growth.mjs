import { openShop } from '../open-shop.mjs';

const SIZES = [1_000, 100_000];
const AT_MOST = 1.2;
/** Calls of one kind in a row, before the other shop's turn. */
const BATCH = 10;

/**
 * The same call in a shop with a thousand orders and in one with a hundred thousand, payments and books included. The two
 * take turns, so that what slows the machine down slows both.
 */
export default async function table({ quick }) {
  const rounds = quick ? 7 : 41;
  const shops = [];
  try {
    for (const orders of SIZES) shops.push(await openShop({ api: 'v3', orders, unpaid: (rounds + 1) * BATCH }));
    const rows = [];
    for (const [name, prepare] of Object.entries(kinds))
      rows.push({ name, ...(await compare(shops, prepare, rounds)) });
    return {
      title: `Growth: ${SIZES.map((size) => size.toLocaleString('en')).join(' and ')} orders`,
      markdown: [
        '| | few, ms | many, ms | ratio |',
        '|---|---:|---:|---:|',
        ...rows.map(
          ({ name, times: [few, many], ratio }) =>
            `| ${name} | ${few.toFixed(2)} | ${many.toFixed(2)} | ${ratio.toFixed(2)} |`,
        ),
      ].join('\n'),
      checks: rows.map(({ name, ratio }) => ({ what: `${name}: many × few`, value: ratio, atMost: AT_MOST })),
    };
  } finally {
    for (const shop of shops) await shop.close();
  }
}

/** By name: what a shop does at each place, made ready before the clock runs. */
const kinds = {
  'settle a notification': (shop, places) => {
    const messages = places.map((place) => shop.notification(place));
    return async (i) => {
      const status = await shop.send(messages[i]);
      if (status !== 200 && status !== 204) throw new Error(`a notification was answered ${status}`);
    };
  },
  "a buyer's list": (shop, places) => (i) => shop.list(places[i] * 131),
  "the operator's orders": (shop) => () => shop.orders(),
};

async function compare(shops, prepare, rounds) {
  const samples = shops.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    const places = Array.from({ length: BATCH }, (_, i) => round * BATCH + i);
    for (const which of round % 2 ? [0, 1] : [1, 0]) {
      const run = prepare(shops[which], places);
      const started = performance.now();
      for (let i = 0; i < BATCH; i++) await run(i);
      // The first round warms up.
      if (round > 0) samples[which].push((performance.now() - started) / BATCH);
    }
  }
  const [few, many] = samples;
  return { times: samples.map(median), ratio: median(many.map((time, round) => time / few[round])) };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
