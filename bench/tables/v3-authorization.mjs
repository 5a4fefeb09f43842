import assert from 'node:assert';
import crypto from 'node:crypto';
import { configuration, mchid, merchantKey, merchantSerial, nowSeconds, v3Order, v3Path } from '../materials.mjs';
import { check, markdownOf, measure } from '../measure.mjs';
import { axiosPluginKeys, Formatter, nodeV3, Rsa } from '../peers.mjs';
import { ours } from '../protocol.mjs';

const OURS = 'JSON and authorization';

/** The Authorization header of an order, its JSON included, against the RSA signature alone. */
export default async function table({ quick }) {
  const nonce = () => crypto.randomUUID().replaceAll('-', '');
  const ready = Buffer.from(`POST\n${v3Path}\n${nowSeconds}\n${nonce()}\n${JSON.stringify(v3Order)}\n`);
  const own = () => {
    const body = JSON.stringify(v3Order);
    const request = { method: 'POST', path: v3Path, body, mchid, timestampSeconds: nowSeconds, nonce: nonce() };
    return ours.authorization(request, configuration.v3);
  };
  const axiosPlugin = () => {
    const [once, now, body] = [Formatter.nonce(), Formatter.timestamp(), JSON.stringify(v3Order)];
    const signature = Rsa.sign(Formatter.request('POST', v3Path, now, once, body), axiosPluginKeys.merchant);
    return Formatter.authorization(mchid, once, signature, now, merchantSerial);
  };
  assert.match(own(), /^WECHATPAY2-SHA256-RSA2048 mchid="/);
  const rows = await measure(
    {
      'crypto.sign with a KeyObject': () => crypto.sign('RSA-SHA256', ready, merchantKey),
      [OURS]: own,
      'wechatpay-axios-plugin Formatter and Rsa': axiosPlugin,
      'wechatpay-node-v3 buildAuthorization': () =>
        nodeV3.buildAuthorization('POST', `https://api.mch.weixin.qq.com${v3Path}`, v3Order),
    },
    { quick, batchMs: 15 },
  );
  const notes = { 'wechatpay-node-v3 buildAuthorization': 'parses its PEM at each call' };
  return {
    title: 'API v3: Authorization of an order',
    markdown: markdownOf(rows, notes),
    checks: [check(rows, OURS, 1.1)],
  };
}
