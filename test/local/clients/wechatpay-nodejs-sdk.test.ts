/// <reference path="./support/wechatpay-nodejs-sdk.d.ts" />
import https from 'node:https';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import type WechatPay from 'wechatpay-nodejs-sdk';
import { billClient } from '../wechatpay/support/bills';
import { untilRefundsEnd } from '../wechatpay/support/refunds';
import { useGateway } from '../wechatpay/support/use-gateway';
import { useMerchantServer } from '../wechatpay/support/use-merchant-server';
import { type Envelope, signatureOf } from './support/v3-notification';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

/** What a line in the hosts file does: connections to WeChat's host names end here, under their own names. */
class Hosts extends https.Agent {
  override createConnection(options: object) {
    return connect({ ...options, host: '127.0.0.1', port: Number(new URL(gateway.tlsUrl).port) });
  }
}

// It has no option for its address and makes its axios when it is loaded, from the defaults of that moment.
let Client: typeof WechatPay;
beforeAll(() => {
  axios.defaults.httpsAgent = new Hosts({ ca: gateway.key('tls.pem') });
  axios.defaults.proxy = false;
  Client = require('wechatpay-nodejs-sdk');
});

function client(): WechatPay {
  const { appid, mchid, apiV3Key } = gateway.merchant;
  const [publicKey, privateKey] = [gateway.key('merchant.pem'), gateway.key('merchant.key')];
  return new Client({ appid, mchid, publicKey, privateKey, secretKey: apiV3Key });
}

async function order(wechatpay: WechatPay) {
  const { description, out_trade_no } = gateway.v3Order() as { description: string; out_trade_no: string };
  const asked = { description, out_trade_no, notify_url: merchant.url, amount: { total: 1280 } };
  return { out_trade_no, ...(await wechatpay.transactions_native(asked)) };
}

/** The newest notification, and what the client says of its signature. */
async function hear(wechatpay: WechatPay, count: number) {
  const { headers, body } = (await merchant.hears(count)).at(-1) as (typeof merchant.received)[0];
  const parsed = JSON.parse(body) as Envelope;
  return { verified: await wechatpay.verifySign({ ...signatureOf(headers), body: parsed }), resource: parsed.resource };
}

test('wechatpay-nodejs-sdk orders, hears of the payment, queries, refunds and closes', async () => {
  const wechatpay = client();
  const { out_trade_no, code_url } = await order(wechatpay);
  // It writes the body again before it verifies, which works for what any library writes, as WeChat does today.
  await gateway.control('faults', { compactNotifications: true });

  const { transactionId } = await gateway.control('pay', { codeUrl: code_url, openid: 'oBuyer' });
  const payment = await hear(wechatpay, 1);
  expect(payment.verified).toBe(true);
  const facts = { out_trade_no, transaction_id: transactionId, trade_state: 'SUCCESS' };
  expect(JSON.parse(wechatpay.decrypt(payment.resource))).toMatchObject(facts);
  expect(await wechatpay.query({ out_trade_no })).toMatchObject(facts);

  // For everything else, bills and refunds too, it has a request of any path.
  const refunds = '/v3/refund/domestic/refunds';
  const refund = { out_refund_no: `R${out_trade_no}`, amount: { refund: 300, total: 1280, currency: 'CNY' } };
  const asked = await wechatpay.request('POST', refunds, { out_trade_no, ...refund, notify_url: merchant.url });
  expect(asked).toMatchObject({ status: 'PROCESSING' });
  await untilRefundsEnd(gateway);
  const refunded = await hear(wechatpay, 2);
  expect(refunded.verified).toBe(true);
  expect(JSON.parse(wechatpay.decrypt(refunded.resource))).toMatchObject({ refund_status: 'SUCCESS' });
  expect(await wechatpay.request('GET', `${refunds}/${refund.out_refund_no}`)).toMatchObject({ status: 'SUCCESS' });

  const another = await order(wechatpay);
  await wechatpay.close(another);
  expect(await wechatpay.query(another)).toMatchObject({ trade_state: 'CLOSED' });

  const { day, goTo } = billClient(gateway);
  const today = day(0);
  await goTo(day(1), '10:00:00');
  const { download_url } = await wechatpay.request('GET', `/v3/bill/tradebill?bill_date=${today}&bill_type=ALL`);
  // It signs what it is given, so that the host has to go; whose host it is shows under which name it was led here.
  const target = String(download_url).replace('https://api.mch.weixin.qq.com', '');
  const bill: unknown = await wechatpay.request('GET', target);
  expect(String(bill).match(new RegExp(`\`${out_trade_no},`, 'g'))).toHaveLength(2);
});

describe('wechatpay-nodejs-sdk', () => {
  const paid = async (wechatpay: WechatPay, faults: object) => {
    const { out_trade_no } = await order(wechatpay);
    await gateway.control('faults', faults);
    await gateway.control('pay', { outTradeNo: out_trade_no, openid: 'oBuyer' });
  };

  test('refuses a notification that was changed on its way', async () => {
    const wechatpay = client();
    await paid(wechatpay, { compactNotifications: true, corruptNotifications: 1 });
    expect((await hear(wechatpay, 1)).verified).toBe(false);
  });

  test('does not decrypt what was changed', async () => {
    const wechatpay = client();
    await paid(wechatpay, {});
    const { resource } = await hear(wechatpay, 1);
    const other = resource.ciphertext.startsWith('A') ? 'B' : 'A';
    const changed = { ...resource, ciphertext: other + resource.ciphertext.slice(1) };
    expect(() => wechatpay.decrypt(changed)).toThrow('authenticate');
  });

  test('refuses what nobody changed, where the JSON is not what it writes itself: its defect, not ours', async () => {
    const wechatpay = client();
    await paid(wechatpay, {});
    expect((await hear(wechatpay, 1)).verified).toBe(false);
  });

  test('accepts a stale notification: its defect, not ours', async () => {
    const wechatpay = client();
    await paid(wechatpay, { compactNotifications: true, skewSeconds: -600 });
    expect((await hear(wechatpay, 1)).verified).toBe(true);
  });

  test('accepts an answer that was changed on its way: its defect, not ours', async () => {
    const wechatpay = client();
    const { out_trade_no } = await order(wechatpay);
    await gateway.control('faults', { corruptAnswers: 1 });
    expect(await wechatpay.query({ out_trade_no })).toHaveProperty('trade_state');
  });
});
