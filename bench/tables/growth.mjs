import { openShop } from '../open-shop.mjs';

const SIZES = [1_000, 100_000];
const AT_MOST = 1.2;
const WARM_UP = 40;

/**
 * The same call in a shop with a thousand orders and in one with a hundred thousand, payments and books included. The two
 * take turns, so that what slows the machine down slows both.
 */
export default async function table({ quick }) {
  const calls = WARM_UP + (quick ? 100 : 600);
  const shops = [];
  try {
    for (const orders of SIZES) shops.push(await openShop({ api: 'v3', orders, unpaid: calls }));
    const rows = [];
    for (const [name, prepare] of Object.entries(kinds)) rows.push({ name, ...(await compare(shops, prepare, calls)) });
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

/** By name: what a shop does, made ready before the clock runs. */
const kinds = {
  'settle a notification': (shop, place) => {
    const message = shop.notification(place);
    return async () => {
      const status = await shop.send(message);
      if (status >= 300) throw new Error(`A notification was answered ${status}.`);
    };
  },
  "a buyer's list": (shop, place) => () => shop.list(place * 131),
  "the operator's orders": (shop) => () => shop.orders(),
};

async function compare(shops, prepare, calls) {
  const samples = shops.map(() => []);
  for (let place = 0; place < calls; place++) {
    for (const which of place % 2 ? [0, 1] : [1, 0]) {
      const run = prepare(shops[which], place);
      const started = performance.now();
      await run();
      if (place >= WARM_UP) samples[which].push(performance.now() - started);
    }
  }
  const times = samples.map(median);
  return { times, ratio: times[1] / times[0] };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
