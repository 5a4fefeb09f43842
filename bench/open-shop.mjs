// A shop that has sold before: its built functions under the local CloudBase. WeChat Pay is not there; whoever measures
// signs as WeChat does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../cloudfunctions/build.mjs';
import { pastOrders } from './past-orders.mjs';
import { parts } from './typescript-parts.mjs';

const { database, functionEnvironment, handOverKeys, readyKeys, startCloudbase, wechatKeys } = parts;
const OPERATOR = 'oLocalOperator00000000000001';
/** Nobody is asked there. */
const NOWHERE = '127.0.0.1:9';

/** @param sold see `pastOrders` */
export async function openShop({ api, ...sold }) {
  const folder = mkdtempSync(join(tmpdir(), 'shop-bench-'));
  const [keysFolder, functionKeys, functionsFolder, dataFolder] = ['keys', 'function-keys', 'functions', 'cloud'].map(
    (name) => join(folder, name),
  );
  for (const path of [functionKeys, join(functionsFolder, 'nothing')]) mkdirSync(path, { recursive: true });
  await readyKeys(keysFolder);
  handOverKeys(keysFolder, functionKeys);
  await build({ outDir: functionsFolder, only: ['trade', 'backoffice'] });
  writeFileSync(join(functionsFolder, 'nothing/index.js'), 'exports.main = async () => ({ statusCode: 204 });\n');
  const keys = wechatKeys(keysFolder);
  const past = pastOrders({ api, merchant: keys.merchant, ...sold });
  past.fill(dataFolder);
  const cloud = await startCloudbase({
    port: 0,
    dataFolder,
    functionsFolder,
    runnerFile: fileURLToPath(new URL('../local/cloudbase/runner.cjs', import.meta.url)),
    appid: keys.merchant.appid,
    environment: () => {
      const [plain, secure] = [`http://${NOWHERE}`, `https://${NOWHERE}`];
      const urls = { wechatpayUrl: plain, wechatpayTlsUrl: secure, cloudUrl: plain };
      return functionEnvironment({ api, merchant: keys.merchant, functionKeys, ...urls });
    },
    database,
    httpRoutes: { '/trade': 'trade', '/nothing': 'nothing' },
  });

  const call = async (name, data, openid) => {
    const body = JSON.stringify({ name, data, openid });
    const { result } = await (await fetch(`${cloud.url}/_control/call`, { method: 'POST', body })).json();
    if (result?.data?.orders?.length !== 20) throw new Error(`${name} answered no page: ${JSON.stringify(result)}`);
  };
  return {
    keys,
    notification: (place) => past.notification(keys, place),
    /** Answers the status. */
    async send({ path, headers, body }) {
      const answer = await fetch(cloud.url + path, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer.status;
    },
    /** A buyer's first page. */
    list: (place) => call('trade', { action: 'list' }, past.buyerOf(place)),
    /** The shop's first page, for its operator. */
    orders: () => call('backoffice', { action: 'orders' }, OPERATOR),
    async close() {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
