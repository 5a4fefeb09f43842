import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle, openWorld, scratchFolder, shop } from '../gateway.mjs';

const orders = 100_000;
const MEGABYTE = 1_048_576;

/** The local WeChat Pay with a hundred thousand orders kept: a process of its own starts, answers, and is weighed. */
export default async function table({ quick }) {
  const folder = scratchFolder();
  // The keys are made here: that is not what is measured.
  await (await shop(folder)).close();
  fill(folder);
  const starts = Array.from({ length: quick ? 2 : 5 }, () => start(folder));
  const median = (name) => starts.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(starts.length / 2)];
  const [seconds, peak] = [median('cpuSeconds'), median('peakBytes') / MEGABYTE];
  return {
    title: `Local WeChat Pay: ${orders.toLocaleString('en')} orders kept`,
    markdown: [
      '| | median |',
      '|---|---:|',
      `| start until it listens, CPU s | ${seconds.toFixed(2)} |`,
      `| memory at its highest, after it has shown its newest 5,000 orders, MB | ${peak.toFixed(0)} |`,
    ].join('\n'),
    checks: [
      { what: 'start, CPU seconds', value: seconds, atMost: 3 },
      { what: 'memory, MB', value: peak, atMost: 300 },
    ],
  };
}

/** Orders of a year, of which every other was paid and its notification heard. */
function fill(folder) {
  const world = openWorld(folder);
  const first = Date.now() - 365 * 86_400_000;
  for (let begun = 0; begun < orders; begun += 1_000) {
    world.transaction(() => {
      for (let number = begun; number < begun + 1_000; number++) add(world, number, first + number * 300_000);
    });
  }
  world.close();
}

function add(world, number, createdAt) {
  const outTradeNo = `B${String(number).padStart(12, '0')}`;
  const order = world.orders.add({
    mchid: '1900000109',
    appid: 'wx0000000000000001',
    subMchid: null,
    subAppid: null,
    seller: '1900000109',
    outTradeNo,
    api: 'v3',
    tradeType: 'JSAPI',
    signType: 'RSA',
    openid: 'oBuyer',
    subOpenid: null,
    description: '红富士苹果 500 克',
    total: 1990,
    attach: null,
    notifyUrl: 'http://127.0.0.1:9/notify',
    parameters: JSON.stringify({ out_trade_no: outTradeNo, description: '红富士苹果 500 克', amount: { total: 1990 } }),
    createdAt,
    expiresAt: createdAt + 7_200_000,
    prepayId: `wx${outTradeNo}`,
    codeUrl: null,
    webUrl: null,
    prepaidAt: createdAt,
  });
  if (number % 2 === 0) return;
  const transactionId = `42000${outTradeNo}`;
  world.orders.markPaid(order.id, { paidAt: createdAt, transactionId, openid: 'oBuyer', silent: false });
  world.notifications.add({
    kind: 'paid',
    subjectId: order.id,
    eventId: outTradeNo,
    outTradeNo,
    url: order.notifyUrl,
    createdAt,
    nextAt: null,
    status: 'acknowledged',
  });
}

/** What a fresh process needs until it listens, and at most. */
function start(folder) {
  const script = `
    const { startWechatpay } = require(${JSON.stringify(bundle)});
    const keysFolder = ${JSON.stringify(join(folder, 'keys'))};
    startWechatpay({ port: 0, keysFolder, stateFolder: ${JSON.stringify(folder)} }).then(async ({ url, close }) => {
      const { user, system } = process.cpuUsage();
      const { orderCount } = await (await fetch(url + '/_control/state?limit=5000')).json();
      if (orderCount < ${orders}) throw new Error('Some orders are gone.');
      const cpuSeconds = (user + system) / 1e6;
      process.stdout.write(JSON.stringify({ cpuSeconds, peakBytes: process.resourceUsage().maxRSS * 1024 }));
      await close();
    });`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}
