import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NONE = '20261210ZZZZZZZZZZZZZZZZZZZZ';
const OWNER = 'oOwner000000000000000000001';
const STRANGER = 'oStranger000000000000000001';
const ACTIONS = ['get', 'confirm', 'cancel', 'refunds', 'requestRefund'];

/**
 * S7: how long a stranger waits for his answer about an order that is somebody else's, against one that does not exist.
 * Whoever could tell them apart by the clock could look for orders. Through the local cloud, with the built functions.
 */
export default async function table({ quick }) {
  const { startBackend, oneApple } = await support();
  const shop = await startBackend('v3');
  try {
    const { outTradeNo } = await shop.ask('prepay', oneApple('request-1'), OWNER);
    const rows = [];
    for (const action of ACTIONS) rows.push({ action, ...(await compare(shop, action, outTradeNo, quick ? 40 : 400)) });
    return {
      title: "Somebody else's order against none, as a stranger asks",
      markdown: [
        '| action | none, median ms | not his, median ms | ratio |',
        '|---|---:|---:|---:|',
        ...rows.map(
          ({ action, none, others }) =>
            `| ${action} | ${none.toFixed(2)} | ${others.toFixed(2)} | ${(others / none).toFixed(2)} |`,
        ),
      ].join('\n'),
      checks: rows.map(({ action, none, others }) => ({
        what: `${action}: the longer of both × the shorter`,
        value: Math.max(others / none, none / others),
        atMost: 1.2,
      })),
    };
  } finally {
    await shop.close();
  }
}

/** Medians of calls that take turns, so that what slows the machine down slows both. */
async function compare(shop, action, outTradeNo, rounds) {
  const samples = { none: [], others: [] };
  for (let round = -10; round < rounds; round++) {
    const pair = [
      ['none', NONE],
      ['others', outTradeNo],
    ];
    for (const [name, asked] of round % 2 ? pair : pair.reverse()) {
      const request = { action, outTradeNo: asked, requestId: 'r', reason: '不要了' };
      const started = performance.now();
      const { error } = await shop.call('trade', request, { openid: STRANGER });
      if (round >= 0) samples[name].push(performance.now() - started);
      if (error?.code !== 'ERR_ORDER_NOT_FOUND') throw new Error(`${action} answered ${error?.code}.`);
    }
  }
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return { none: median(samples.none), others: median(samples.others) };
}

/** The tests' own way to a shop, which is written in TypeScript. */
async function support() {
  const outfile = join(root, 'dist/bench', 'backend.cjs');
  await build({
    entryPoints: [join(root, 'test/support/backend.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    define: { __dirname: JSON.stringify(join(root, 'test/support')) },
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}
