import assert from 'node:assert';
import crypto from 'node:crypto';
import { appid, configuration, merchantKey, nowSeconds } from '../materials.mjs';
import { check, markdownOf, measure } from '../measure.mjs';
import { axiosPluginKeys, Formatter, nodeV3, Rsa } from '../peers.mjs';
import { ours } from '../protocol.mjs';

const OURS = 'paymentParams';
const PREPAY_ID = 'wx201410272009395522657a690389285100';

/** The argument of wx.requestPayment against the RSA signature alone. */
export default async function table({ quick }) {
  const surroundings = { clock: Date.now, nonce: () => crypto.randomUUID().replaceAll('-', '') };
  const gateway = ours.createGateway(configuration, 'v3', surroundings);
  const text = `${appid}\n${nowSeconds}\n5K8264ILTKCH16CQ2502SI8ZNMTM67VS\nprepay_id=${PREPAY_ID}\n`;
  const ready = Buffer.from(text);
  const axiosPlugin = () => {
    const params = {
      timeStamp: `${Formatter.timestamp()}`,
      nonceStr: Formatter.nonce(),
      package: `prepay_id=${PREPAY_ID}`,
    };
    const message = Formatter.joinedByLineFeed(appid, params.timeStamp, params.nonceStr, params.package);
    return { ...params, signType: 'RSA', paySign: Rsa.sign(message, axiosPluginKeys.merchant) };
  };
  assert.equal(gateway.paymentParams(PREPAY_ID).package, `prepay_id=${PREPAY_ID}`);
  const rows = await measure(
    {
      'crypto.sign with a KeyObject': () => crypto.sign('RSA-SHA256', ready, merchantKey),
      [OURS]: () => gateway.paymentParams(PREPAY_ID),
      'wechatpay-axios-plugin Formatter and Rsa': axiosPlugin,
      'wechatpay-node-v3 sign': () => nodeV3.sign(text),
    },
    { quick, batchMs: 15 },
  );
  const notes = { 'wechatpay-node-v3 sign': 'parses its PEM at each call' };
  return {
    title: 'API v3: the argument of wx.requestPayment',
    markdown: markdownOf(rows, notes),
    checks: [check(rows, OURS, 1.1)],
  };
}
