import assert from 'node:assert';
import crypto from 'node:crypto';
import {
  apiV3Key,
  configuration,
  nowSeconds,
  platformKey,
  platformSerial,
  v3Headers,
  v3Message,
  v3Notification,
  v3Resource,
  v3Signature,
} from '../materials.mjs';
import { markdownOf, measure } from '../measure.mjs';
import { Aes, axiosPluginKeys, Formatter, nodeV3, Rsa } from '../peers.mjs';
import { ours } from '../protocol.mjs';

/** From the headers and bytes of an API v3 notification to a trade. */
export default async function table({ quick }) {
  const request = { headers: v3Headers, body: Buffer.from(v3Notification), nowSeconds };
  assert.equal(ours.readNotification(configuration, 'v3', request).trade.total, 1990);
  assert.equal(axiosPlugin().amount.total, 1990);
  assert.equal((await nodeV3Way()).amount.total, 1990);
  const rows = await measure(
    {
      'crypto.verify, AES-256-GCM, JSON.parse twice, inputs ready': floor,
      readNotification: () => ours.readNotification(configuration, 'v3', request),
      'wechatpay-axios-plugin, as its readme does': axiosPlugin,
      'wechatpay-node-v3 verifySign, decipher_gcm': nodeV3Way,
    },
    { quick },
  );
  const notes = {
    'wechatpay-axios-plugin, as its readme does': 'makes no trade of it and no digest',
    'wechatpay-node-v3 verifySign, decipher_gcm': 'no clock; the GCM tag is never checked',
  };
  return { title: 'API v3: a notification', markdown: markdownOf(rows, notes), checks: [] };
}

const bytes = Buffer.from(v3Resource.ciphertext, 'base64');

function floor() {
  crypto.verify('RSA-SHA256', v3Message, platformKey, v3Signature);
  JSON.parse(v3Notification);
  const decipher = crypto.createDecipheriv('aes-256-gcm', configuration.v3.apiV3Key, v3Resource.nonce, {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(v3Resource.associated_data)).setAuthTag(bytes.subarray(-16));
  const plain = decipher.update(bytes.subarray(0, -16));
  decipher.final();
  return JSON.parse(plain.toString());
}

function axiosPlugin() {
  const timestamp = v3Headers['wechatpay-timestamp'];
  if (Math.abs(Formatter.timestamp() - Number(timestamp)) > 300) throw new Error('too old');
  const message = Formatter.response(timestamp, v3Headers['wechatpay-nonce'], v3Notification);
  if (!Rsa.verify(message, v3Headers['wechatpay-signature'], axiosPluginKeys.platform)) throw new Error('not genuine');
  const { ciphertext, nonce, associated_data: associatedData } = JSON.parse(v3Notification).resource;
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associatedData));
}

async function nodeV3Way() {
  const genuine = await nodeV3.verifySign({
    timestamp: v3Headers['wechatpay-timestamp'],
    nonce: v3Headers['wechatpay-nonce'],
    body: v3Notification,
    serial: platformSerial,
    signature: v3Headers['wechatpay-signature'],
  });
  if (!genuine) throw new Error('not genuine');
  const { ciphertext, nonce, associated_data: associatedData } = JSON.parse(v3Notification).resource;
  return nodeV3.decipher_gcm(ciphertext, associatedData, nonce, apiV3Key);
}
