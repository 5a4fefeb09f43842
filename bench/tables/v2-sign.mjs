import assert from 'node:assert';
import crypto from 'node:crypto';
import { apiKey, hmac, md5, v2Order, v2Text } from '../materials.mjs';
import { check, markdownOf, measure } from '../measure.mjs';
import { axiosPluginKeys, Hash, tenpay } from '../peers.mjs';
import { ours } from '../protocol.mjs';

const OURS = 'sign';

/** API v2 signing of a unified order against the bare hash of the text that is to be signed. */
export default async function table({ quick }) {
  const md5Rows = await ofType('MD5', v2Order, quick);
  const hmacRows = await ofType('HMAC-SHA256', { ...v2Order, sign_type: 'HMAC-SHA256' }, quick);
  return {
    title: 'API v2: signing a unified order',
    markdown: `MD5, 13 fields:\n\n${markdownOf(md5Rows)}\n\nHMAC-SHA256, 14 fields:\n\n${markdownOf(hmacRows)}`,
    checks: [
      { ...check(md5Rows, OURS, 2.2), what: 'MD5 sign × createHash' },
      { ...check(hmacRows, OURS, 2.2), what: 'HMAC-SHA256 sign × createHmac' },
    ],
  };
}

async function ofType(signType, fields, quick) {
  const text = v2Text(fields);
  const credentials = { apiKey, signType };
  const key = crypto.createSecretKey(Buffer.from(apiKey));
  const floor =
    signType === 'MD5'
      ? () => crypto.createHash('md5').update(text).digest('hex')
      : () => crypto.createHmac('sha256', key).update(text).digest('hex');
  const cases = {
    [OURS]: () => ours.signV2(fields, credentials),
    'wechatpay-axios-plugin Hash.sign': () => Hash.sign(signType, fields, axiosPluginKeys.v2),
    'tenpay _getSign': () => tenpay._getSign(fields, signType),
  };
  const expected = signType === 'MD5' ? md5(text) : hmac(text);
  for (const [name, run] of Object.entries(cases)) assert.equal(run(), expected, name);
  return measure({ 'the bare hash of the ready text': floor, ...cases }, { quick });
}
