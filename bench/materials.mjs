// What all contenders are given: published test keys, an order, a notification of each version, made with node:crypto.
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';

const { keys } = JSON.parse(readFileSync(new URL('../test/fixtures/wechatpay/v3.json', import.meta.url), 'utf8'));

export const appid = 'wx2421b1c4370ec43b';
export const mchid = '1900007291';
export const apiKey = 'Zq3wR8tY1uI5oP7aS9dF2gH4jK6lXcVb';
export const apiV3Key = 'Mn2bV4cX6zL8kJ0hG1fD3sA5qW7eR9tY';

export const merchantPem = { key: keys.yansongdaTest.privateKey, certificate: keys.yansongdaTest.certificate };
export const merchantKey = crypto.createPrivateKey(merchantPem.key);
export const merchantSerial = new crypto.X509Certificate(merchantPem.certificate).serialNumber;
export const platformCertificate = keys.goTest.certificate;
export const platformKey = crypto.createPublicKey(platformCertificate);
export const platformSerial = keys.goTest.serial;
const platformPrivateKey = crypto.createPrivateKey(keys.goTest.privateKey);

export const configuration = {
  api: 'v3',
  merchant: { appid, mchid },
  baseUrl: 'https://api.mch.weixin.qq.com',
  notifyUrl: 'https://shop.example/trade',
  v2: { apiKey, signType: 'MD5' },
  v3: {
    apiV3Key: crypto.createSecretKey(Buffer.from(apiV3Key)),
    merchantSerial,
    privateKey: merchantKey,
    verificationKeys: new Map([[platformSerial, platformKey]]),
  },
};

export const v2Order = {
  appid,
  mch_id: mchid,
  device_info: 'WEB',
  nonce_str: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  body: '红富士苹果 500 克',
  out_trade_no: '20260820ABCDEFGHJKLMNPQRSTUV',
  fee_type: 'CNY',
  total_fee: '1990',
  spbill_create_ip: '14.23.150.211',
  time_expire: '20260820123000',
  notify_url: 'https://shop.example/trade/notify/v2/paid',
  trade_type: 'JSAPI',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
};

export function v2Text(fields) {
  const names = Object.keys(fields).sort();
  return `${names.map((name) => `${name}=${fields[name]}`).join('&')}&key=${apiKey}`;
}

export const md5 = (text) => crypto.createHash('md5').update(text).digest('hex').toUpperCase();
export const hmac = (text) => crypto.createHmac('sha256', apiKey).update(text).digest('hex').toUpperCase();

export const v2Paid = {
  appid,
  bank_type: 'CMC',
  cash_fee: '1990',
  coupon_count: '1',
  coupon_fee: '10',
  coupon_fee_0: '10',
  coupon_id_0: '10000',
  coupon_type_0: 'CASH',
  device_info: 'WEB',
  fee_type: 'CNY',
  is_subscribe: 'N',
  mch_id: mchid,
  nonce_str: '5d2b6c2a8db53831f7eda20af46e531c',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  out_trade_no: '20260820ABCDEFGHJKLMNPQRSTUV',
  result_code: 'SUCCESS',
  return_code: 'SUCCESS',
  time_end: '20260820115930',
  total_fee: '2000',
  trade_type: 'JSAPI',
  transaction_id: '4200001234567890123456789012',
};
const signedPaid = { ...v2Paid, sign: md5(v2Text(v2Paid)) };
export const v2Notification = Buffer.from(
  `<xml>${Object.entries(signedPaid)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('\n')}</xml>`,
);

export const v3Path = '/v3/pay/transactions/jsapi';
export const v3Order = {
  appid,
  mchid,
  description: '红富士苹果 500 克',
  out_trade_no: '20260820ABCDEFGHJKLMNPQRSTUV',
  time_expire: '2026-08-20T12:30:00+08:00',
  notify_url: 'https://shop.example/trade/notify/v3',
  amount: { total: 1990, currency: 'CNY' },
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  scene_info: { payer_client_ip: '14.23.150.211' },
};

const transaction = {
  appid,
  mchid,
  out_trade_no: '20260820ABCDEFGHJKLMNPQRSTUV',
  transaction_id: '4200001234567890123456789012',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'CMC',
  success_time: '2026-08-20T11:59:30+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 1990, payer_total: 1990, currency: 'CNY', payer_currency: 'CNY' },
};
const cipher = crypto.createCipheriv('aes-256-gcm', apiV3Key, 'fdasflkja484').setAAD(Buffer.from('transaction'));
const encrypted = [cipher.update(JSON.stringify(transaction), 'utf8'), cipher.final(), cipher.getAuthTag()];
export const v3Resource = {
  original_type: 'transaction',
  algorithm: 'AEAD_AES_256_GCM',
  ciphertext: Buffer.concat(encrypted).toString('base64'),
  associated_data: 'transaction',
  nonce: 'fdasflkja484',
};
export const v3Notification = JSON.stringify({
  id: '7f8fcdb2-573a-547a-901e-4c34f9761293',
  create_time: '2026-08-20T11:59:31+08:00',
  resource_type: 'encrypt-resource',
  event_type: 'TRANSACTION.SUCCESS',
  summary: '支付成功',
  resource: v3Resource,
});

/** Stands still, so that signatures stay fresh however long a table takes. */
export const nowSeconds = Math.floor(Date.now() / 1000);
const timestamp = String(nowSeconds);
export const v3Message = Buffer.from(`${timestamp}\nc5ac7061fccab6bf\n${v3Notification}\n`);
export const v3Signature = crypto.sign('RSA-SHA256', v3Message, platformPrivateKey);
export const v3Headers = {
  'wechatpay-timestamp': timestamp,
  'wechatpay-nonce': 'c5ac7061fccab6bf',
  'wechatpay-serial': platformSerial,
  'wechatpay-signature': v3Signature.toString('base64'),
};
