// The libraries that stand beside ours, each set up once, as its readme says.
import { createRequire } from 'node:module';
import {
  apiKey,
  apiV3Key,
  appid,
  mchid,
  merchantPem,
  platformCertificate,
  platformKey,
  platformSerial,
} from './materials.mjs';

const require = createRequire(import.meta.url);

const axiosPlugin = require('wechatpay-axios-plugin');
export const { Aes, Formatter, Hash, Rsa, Transformer } = axiosPlugin;
export const axiosPluginKeys = {
  v2: Hash.keyObjectFrom(apiKey),
  merchant: Rsa.from(merchantPem.key, 'private'),
  platform: Rsa.from(platformCertificate, 'public'),
};

const NodeV3 = require('wechatpay-node-v3');
export const nodeV3 = new NodeV3({
  appid,
  mchid,
  publicKey: Buffer.from(merchantPem.certificate),
  privateKey: Buffer.from(merchantPem.key),
  key: apiV3Key,
});
NodeV3.certificates[platformSerial] = platformKey.export({ type: 'spki', format: 'pem' });

const Tenpay = require('tenpay');
export const tenpay = new Tenpay({
  appid,
  mchid,
  partnerKey: apiKey,
  notify_url: 'https://shop.example',
  spbill_create_ip: '127.0.0.1',
});
export const tenpayXml = require('tenpay/lib/util');
