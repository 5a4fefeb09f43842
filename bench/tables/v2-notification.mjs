import assert from 'node:assert';
import crypto from 'node:crypto';
import { configuration, md5, nowSeconds, v2Notification, v2Paid, v2Text } from '../materials.mjs';
import { markdownOf, measure } from '../measure.mjs';
import { axiosPluginKeys, Hash, Transformer, tenpay } from '../peers.mjs';
import { ours } from '../protocol.mjs';

/** From the bytes of an API v2 notification to something that may be believed. */
export default async function table({ quick }) {
  const text = v2Text(v2Paid);
  const sign = Buffer.from(md5(text));
  const request = { headers: {}, body: v2Notification, nowSeconds };
  const axiosPlugin = () => {
    const { sign: received, ...fields } = Transformer.toObject(v2Notification.toString());
    return Hash.equals(Hash.sign('MD5', fields, axiosPluginKeys.v2), received) ? fields : undefined;
  };
  assert.equal(ours.readNotification(configuration, 'v2', request).trade.total, 2000);
  assert.equal(axiosPlugin().total_fee, '2000');
  assert.equal((await tenpay._parse(v2Notification.toString(), 'middleware_pay')).total_fee, '2000');
  const rows = await measure(
    {
      'MD5 of the ready text and a comparison': () => crypto.timingSafeEqual(Buffer.from(md5(text)), sign),
      readNotification: () => ours.readNotification(configuration, 'v2', request),
      'wechatpay-axios-plugin toObject, Hash.sign, equals': axiosPlugin,
      'tenpay _parse': () => tenpay._parse(v2Notification.toString(), 'middleware_pay'),
    },
    { quick },
  );
  const notes = { 'tenpay _parse': 'compares with !==; believes the sign_type of the message' };
  return { title: 'API v2: a notification of 22 fields', markdown: markdownOf(rows, notes), checks: [] };
}
