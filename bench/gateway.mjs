// The local WeChat Pay, bundled as `npm run wechatpay` bundles it, and what a merchant does with it.
import crypto from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundle lies: it is loaded here, or by a process of its own. */
export const bundle = `${root}dist/bench/gateway.cjs`;
await build({
  stdin: {
    contents: `
      export { startWechatpay } from './start-wechatpay';
      export { openWorld } from './world/world';
    `,
    resolveDir: `${root}local/wechatpay`,
    loader: 'ts',
  },
  outfile: bundle,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
});

export const { startWechatpay, openWorld } = createRequire(import.meta.url)(bundle);

/** A folder that is gone when the process ends. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A gateway and a merchant in this process, who signs what he asks and checks what he hears. */
export async function shop(folder) {
  const keysFolder = join(folder, 'keys');
  const gateway = await startWechatpay({ port: 0, keysFolder, stateFolder: folder });
  const { merchant, url } = gateway;
  const read = (name) => readFileSync(join(keysFolder, name));
  const keys = {
    merchant: crypto.createPrivateKey(read('merchant.key')),
    merchantPublic: crypto.createPublicKey(read('merchant.pem')),
    platform: crypto.createPublicKey(read('platform.pem')),
    platformPrivate: crypto.createPrivateKey(read('platform.key')),
  };
  const agent = new http.Agent({ keepAlive: true });
  const heard = await listen(({ headers, body }) => {
    verify(headers, body, keys.platform);
    return JSON.parse(open(JSON.parse(body).resource, merchant.apiV3Key)).out_trade_no;
  });

  const ask = (method, target, body = '') =>
    new Promise((resolve, reject) => {
      const timestamp = Math.floor(Date.now() / 1000);
      const nonce = crypto.randomUUID();
      const text = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
      const signature = crypto.sign('sha256', Buffer.from(text), keys.merchant).toString('base64');
      const authorization = `WECHATPAY2-SHA256-RSA2048 mchid="${merchant.mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchant.merchantSerial}"`;
      const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' };
      const request = http.request(url + target, { method, agent, headers }, (response) => {
        read200(response).then((answer) => resolve(verify(response.headers, answer, keys.platform)), reject);
      });
      request.on('error', reject).end(body);
    });
  const pay = (outTradeNo) =>
    new Promise((resolve, reject) => {
      const request = http.request(`${url}/_control/pay`, { method: 'POST', agent }, (response) =>
        read200(response).then(resolve, reject),
      );
      request.on('error', reject).end(JSON.stringify({ outTradeNo }));
    });

  let numbers = 0;
  return {
    keys,
    merchant,
    /** A whole order: made, asked about, paid, and its notification heard. */
    async order() {
      const outTradeNo = `B${Date.now()}${++numbers}`;
      const body = {
        appid: merchant.appid,
        mchid: merchant.mchid,
        description: '红富士苹果 500 克',
        out_trade_no: outTradeNo,
        notify_url: heard.url,
        amount: { total: 1990, currency: 'CNY' },
        payer: { openid: 'oBuyer' },
      };
      await ask('POST', '/v3/pay/transactions/jsapi', JSON.stringify(body));
      await ask('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${merchant.mchid}`);
      const notified = heard.about(outTradeNo);
      await pay(outTradeNo);
      await notified;
    },
    async close() {
      agent.destroy();
      await gateway.close();
      heard.close();
    },
  };
}

/** The merchant's server. `read` says which order a notification is about; `about` ends when one about it has come. */
async function listen(read) {
  const waiting = new Map();
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const outTradeNo = read({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      waiting.get(outTradeNo)?.();
      waiting.delete(outTradeNo);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/notify`,
    about: (outTradeNo) => new Promise((resolve) => waiting.set(outTradeNo, resolve)),
    close: () => server.close().closeAllConnections(),
  };
}

function read200(response) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (response.statusCode === 200) resolve(body);
      else reject(new Error(`${response.statusCode} ${body}`));
    });
  });
}

function verify(headers, body, key) {
  const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
  const signature = Buffer.from(headers['wechatpay-signature'], 'base64');
  if (!crypto.verify('sha256', Buffer.from(text), key, signature)) throw new Error('The signature is wrong.');
  return body;
}

function open({ ciphertext, nonce, associated_data }, apiV3Key) {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = crypto.createDecipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(associated_data));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
}
