import { fork } from 'node:child_process';
import crypto from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const megabyte = 1_048_576;
const day = 86_400_000;

/** The bill of a day of many trades, asked for and fetched by API v3; the gateway's memory is watched. */
export default async function table({ quick }) {
  const trades = quick ? 20_000 : 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'bill-bench-'));
  const bundle = await bundled();
  let gateway;
  try {
    // The first start makes the keys, whose mchid the trades need.
    gateway = await started(bundle, folder);
    await ended(gateway);
    const date = fill(createRequire(import.meta.url)(bundle), folder, trades);
    gateway = await started(bundle, folder);
    const { bytes, seconds } = await fetchBill(gateway.url, folder, date);
    const peak = await told(gateway.child, 'peak?');
    const above = (peak.peak - gateway.rest) / megabyte;
    return {
      title: `The bill of ${trades} trades`,
      markdown: [
        '| | |',
        '|---|---:|',
        `| file | ${(bytes / megabyte).toFixed(1)} MB |`,
        `| hashed and sent in | ${seconds.toFixed(1)} s |`,
        `| memory at rest | ${(gateway.rest / megabyte).toFixed(0)} MB |`,
        `| above that, at most | ${above.toFixed(0)} MB |`,
      ].join('\n'),
      checks: [{ what: 'memory above rest, MB', value: above, atMost: 64 }],
    };
  } finally {
    if (gateway) await ended(gateway);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two functions of the gateway, which is written in TypeScript. */
async function bundled() {
  const outfile = join(root, 'dist/bench', 'bill-gateway.cjs');
  await build({
    stdin: {
      contents: `export { startWechatpay } from './local/wechatpay/start-wechatpay';
        export { openWorld } from './local/wechatpay/world/world';`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
  });
  return outfile;
}

async function started(bundle, folder) {
  const script = fileURLToPath(new URL('../bill-gateway.mjs', import.meta.url));
  const child = fork(script, [bundle, folder], { execArgv: ['--expose-gc'] });
  const [message] = await once(child, 'message');
  return { child, ...message };
}

async function ended({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function told(child, question) {
  child.send(question);
  return (await once(child, 'message'))[0];
}

/** Trades of the day before yesterday, which surely has its bill; answers that day. */
function fill({ openWorld }, folder, trades) {
  const { mchid, appid } = JSON.parse(readFileSync(join(folder, 'keys/merchant.json'), 'utf8'));
  const beijing = Date.now() + day / 3;
  const from = beijing - (beijing % day) - 2 * day - day / 3;
  const world = openWorld(folder);
  const order = {
    ...{ mchid, appid, subMchid: null, subAppid: null, seller: mchid, api: 'v3', tradeType: 'JSAPI', signType: 'RSA' },
    ...{
      openid: 'oBuyer0000000000000000000000',
      subOpenid: null,
      description: '苹果 500 克',
      total: 1280,
      attach: null,
    },
    ...{ notifyUrl: null, parameters: '{}', createdAt: from, expiresAt: from + day, prepaidAt: from },
    ...{ prepayId: null, codeUrl: null, webUrl: null },
  };
  world.transaction(() => {
    for (let number = 1; number <= trades; number++) {
      const digits = String(number).padStart(10, '0');
      const { id } = world.orders.add({ ...order, outTradeNo: `BENCH${digits}` });
      const paidAt = from + number * 800;
      world.orders.markPaid(id, {
        paidAt,
        transactionId: `420000000020260101${digits}`,
        openid: order.openid,
        silent: true,
      });
    }
  });
  world.close();
  return new Date(from + day / 3).toISOString().slice(0, 10);
}

async function fetchBill(url, folder, date) {
  const merchant = JSON.parse(readFileSync(join(folder, 'keys/merchant.json'), 'utf8'));
  const privateKey = readFileSync(join(folder, 'keys/merchant.key'));
  const serial = new crypto.X509Certificate(readFileSync(join(folder, 'keys/merchant.pem'))).serialNumber;
  const get = (target) => {
    const timestamp = Math.floor(Date.now() / 1000);
    const text = `GET\n${target}\n${timestamp}\nnonce\n\n`;
    const signature = crypto.sign('sha256', Buffer.from(text), privateKey).toString('base64');
    const authorization = `WECHATPAY2-SHA256-RSA2048 mchid="${merchant.mchid}",nonce_str="nonce",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
    return fetch(url + target, { headers: { authorization } });
  };
  const began = performance.now();
  const answer = await (await get(`/v3/bill/tradebill?bill_date=${date}`)).json();
  const target = answer.download_url.slice(url.length);
  const hash = crypto.createHash('sha1');
  let bytes = 0;
  for await (const chunk of (await get(target)).body) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  if (hash.digest('hex') !== answer.hash_value) throw new Error('The file is not the one whose hash was told.');
  return { bytes, seconds: (performance.now() - began) / 1000 };
}
