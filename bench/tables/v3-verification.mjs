import assert from 'node:assert';
import crypto from 'node:crypto';
import {
  configuration,
  nowSeconds,
  platformKey,
  platformSerial,
  v3Headers,
  v3Message,
  v3Notification,
  v3Signature,
} from '../materials.mjs';
import { check, markdownOf, measure } from '../measure.mjs';
import { axiosPluginKeys, Formatter, nodeV3, Rsa } from '../peers.mjs';
import { ours } from '../protocol.mjs';

const OURS = 'verify: headers, clock, serial, canonical base64, signature';

/** Verification of an answer or a notification of a kilobyte against the RSA verification alone. */
export default async function table({ quick }) {
  const body = Buffer.from(v3Notification);
  const { verificationKeys } = configuration.v3;
  const timestamp = v3Headers['wechatpay-timestamp'];
  const nonce = v3Headers['wechatpay-nonce'];
  const signature = v3Headers['wechatpay-signature'];
  const own = () => ours.verify(v3Headers, body, verificationKeys, nowSeconds);
  const axiosPlugin = () =>
    Rsa.verify(Formatter.response(timestamp, nonce, v3Notification), signature, axiosPluginKeys.platform);
  const asked = { timestamp, nonce, body: v3Notification, serial: platformSerial, signature };
  assert.equal(own(), undefined);
  assert(axiosPlugin());
  assert(await nodeV3.verifySign(asked));
  const rows = await measure(
    {
      'crypto.verify with a KeyObject': () => crypto.verify('RSA-SHA256', v3Message, platformKey, v3Signature),
      [OURS]: own,
      'wechatpay-axios-plugin Formatter and Rsa': axiosPlugin,
      'wechatpay-node-v3 verifySign': () => nodeV3.verifySign(asked),
    },
    { quick },
  );
  const notes = {
    'wechatpay-axios-plugin Formatter and Rsa': 'the signature alone: no headers, clock or serial',
    'wechatpay-node-v3 verifySign': 'parses its PEM at each call; no clock',
  };
  return {
    title: 'API v3: verification of a message',
    markdown: markdownOf(rows, notes),
    checks: [check(rows, OURS, 1.1)],
  };
}
