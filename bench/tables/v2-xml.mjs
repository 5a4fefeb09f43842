import assert from 'node:assert';
import { v2Notification, v2Order, v2Paid } from '../materials.mjs';
import { markdownOf, measure } from '../measure.mjs';
import { Transformer, tenpayXml } from '../peers.mjs';
import { ours } from '../protocol.mjs';

/** Reading and writing API v2 messages. There is no figure to reach: reading pays for its fences. */
export default async function table({ quick }) {
  const text = v2Notification.toString();
  const json = JSON.stringify(v2Paid);
  assert.equal(ours.parseXml(v2Notification).total_fee, v2Paid.total_fee);
  const reading = await measure(
    {
      'JSON.parse of the same fields': () => JSON.parse(json),
      'parseXml, fenced': () => ours.parseXml(v2Notification),
      'wechatpay-axios-plugin Transformer.toObject': () => Transformer.toObject(text),
      'tenpay parseXML': () => tenpayXml.parseXML(text),
    },
    { quick },
  );
  const writing = await measure(
    {
      'JSON.stringify of the same fields': () => JSON.stringify(v2Order),
      buildXml: () => ours.buildXml(v2Order),
      'wechatpay-axios-plugin Transformer.toXml': () => Transformer.toXml(v2Order),
      'tenpay buildXML': () => tenpayXml.buildXML(v2Order),
    },
    { quick },
  );
  const notes = {
    'wechatpay-axios-plugin Transformer.toObject': 'takes mismatched tags, duplicates, document types',
    'tenpay parseXML': 'takes duplicates, document types; trims CDATA',
  };
  return {
    title: 'API v2: XML',
    markdown: `Reading a notification of 22 fields:\n\n${markdownOf(reading, notes)}\n\nWriting a unified order of 13 fields:\n\n${markdownOf(writing)}`,
    checks: [],
  };
}
