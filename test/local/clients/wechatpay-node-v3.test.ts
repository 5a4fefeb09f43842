import { describe, expect, test } from '@jest/globals';
import WechatPay from 'wechatpay-node-v3';
import { PayRequest } from 'wechatpay-node-v3/dist/lib/pay-request';
import { billClient } from '../wechatpay/support/bills';
import { untilRefundsEnd } from '../wechatpay/support/refunds';
import { useGateway } from '../wechatpay/support/use-gateway';
import { useMerchantServer } from '../wechatpay/support/use-merchant-server';
import { type Envelope, signatureOf } from './support/v3-notification';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

type Headers = Record<string, string>;

/** Its own requests to another address, under WeChat's name: what `createHttp` takes. */
class Redirected extends PayRequest {
  override get(url: string, headers: Headers) {
    return super.get(here(url), { ...headers, Host: 'api.mch.weixin.qq.com' });
  }

  override post(url: string, params: Record<string, unknown>, headers: Headers) {
    return super.post(here(url), params, { ...headers, Host: 'api.mch.weixin.qq.com' });
  }
}
const here = (url: string) => url.replace('https://api.mch.weixin.qq.com', gateway.url);

function client(): WechatPay {
  const { appid, mchid, apiV3Key } = gateway.merchant;
  const [publicKey, privateKey] = [gateway.key('merchant.pem'), gateway.key('merchant.key')];
  const wechatpay = new WechatPay({ appid, mchid, publicKey, privateKey, key: apiV3Key });
  wechatpay.createHttp(new Redirected());
  return wechatpay;
}

async function order(wechatpay: WechatPay) {
  const { description, out_trade_no } = gateway.v3Order() as { description: string; out_trade_no: string };
  const asked = { description, out_trade_no, notify_url: merchant.url };
  const answer = await wechatpay.transactions_jsapi({ ...asked, amount: { total: 1280 }, payer: { openid: 'oBuyer' } });
  expect(answer.status).toBe(200);
  return { out_trade_no, parameters: answer.data };
}

/** The newest notification, and what the client says of its signature. */
async function hear(wechatpay: WechatPay, count: number, change: (body: string) => string | object = (body) => body) {
  const { headers, body } = (await merchant.hears(count)).at(-1) as (typeof merchant.received)[0];
  const verified = await wechatpay.verifySign({ ...signatureOf(headers), body: change(body) });
  return { verified, resource: (JSON.parse(body) as Envelope).resource };
}

const opened = (wechatpay: WechatPay, { ciphertext, associated_data, nonce }: Envelope['resource']) =>
  wechatpay.decipher_gcm(ciphertext, associated_data, nonce);

test('wechatpay-node-v3 orders, hears of the payment, queries, refunds and closes', async () => {
  const wechatpay = client();
  const { out_trade_no, parameters } = await order(wechatpay);
  expect(await gateway.control('cashier', parameters)).toMatchObject({ ok: true, outTradeNo: out_trade_no });

  const { transactionId } = await gateway.control('pay', { outTradeNo: out_trade_no });
  const payment = await hear(wechatpay, 1);
  const facts = { out_trade_no, transaction_id: transactionId, trade_state: 'SUCCESS' };
  expect(payment.verified).toBe(true);
  expect(opened(wechatpay, payment.resource)).toMatchObject(facts);
  for (const number of [{ out_trade_no }, { transaction_id: String(transactionId) }]) {
    expect(await wechatpay.query(number as { out_trade_no: string })).toMatchObject({ status: 200, data: facts });
  }

  const refund = { out_refund_no: `R${out_trade_no}`, amount: { refund: 300, total: 1280, currency: 'CNY' } };
  const asked = await wechatpay.refunds({ out_trade_no, ...refund, notify_url: merchant.url });
  expect(asked).toMatchObject({ status: 200, data: { status: 'PROCESSING', out_refund_no: refund.out_refund_no } });
  await untilRefundsEnd(gateway);
  const refunded = await hear(wechatpay, 2);
  expect(refunded.verified).toBe(true);
  expect(opened(wechatpay, refunded.resource)).toMatchObject({
    out_refund_no: refund.out_refund_no,
    refund_status: 'SUCCESS',
  });
  expect(await wechatpay.find_refunds(refund.out_refund_no)).toMatchObject({ data: { status: 'SUCCESS' } });

  const another = await order(wechatpay);
  expect(await wechatpay.close(another.out_trade_no)).toMatchObject({ status: 204 });
  expect(await wechatpay.query(another)).toMatchObject({ data: { trade_state: 'CLOSED' } });

  const { day, goTo } = billClient(gateway);
  const today = day(0);
  await goTo(day(1), '10:00:00');
  const offered = await wechatpay.tradebill({ bill_date: today, bill_type: 'ALL' });
  const bill = await wechatpay.downloadBill(offered.data.download_url);
  expect(bill.data.match(new RegExp(`\`${out_trade_no},`, 'g'))).toHaveLength(2);
});

describe('wechatpay-node-v3', () => {
  const paid = async (wechatpay: WechatPay, faults: object = {}) => {
    const { out_trade_no } = await order(wechatpay);
    await gateway.control('faults', faults);
    await gateway.control('pay', { outTradeNo: out_trade_no });
  };

  test('refuses a notification that was changed on its way', async () => {
    const wechatpay = client();
    await paid(wechatpay, { corruptNotifications: 1 });
    expect((await hear(wechatpay, 1)).verified).toBe(false);
  });

  test('hands over what a refusal says', async () => {
    const answer = await client().query({ out_trade_no: 'T00000000' });
    expect(answer).toMatchObject({ status: 404, error: '{"code":"ORDER_NOT_EXIST","message":"订单不存在"}' });
  });

  test('accepts a stale notification: its defect, not ours', async () => {
    const wechatpay = client();
    await paid(wechatpay, { skewSeconds: -600 });
    expect((await hear(wechatpay, 1)).verified).toBe(true);
  });

  test.each(['corruptAnswers', 'signTestAnswers'])(
    'accepts an answer under %s: its defect, not ours',
    async (fault) => {
      const wechatpay = client();
      const { out_trade_no } = await order(wechatpay);
      await gateway.control('faults', { [fault]: 1 });
      expect(await wechatpay.query({ out_trade_no })).toMatchObject({ status: 200 });
    },
  );

  test('decrypts what was changed, since it does not check the tag: its defect, not ours', async () => {
    const wechatpay = client();
    await paid(wechatpay);
    const { resource } = await hear(wechatpay, 1);
    const sealed = Buffer.from(resource.ciphertext, 'base64');
    sealed[sealed.length - 1] = (sealed.at(-1) as number) ^ 1;
    const changed = { ...resource, ciphertext: sealed.toString('base64') };
    expect(opened(wechatpay, changed)).toMatchObject({ trade_state: 'SUCCESS' });
  });

  test('refuses what nobody changed, if it is handed a parsed body: its defect, not ours', async () => {
    const wechatpay = client();
    await paid(wechatpay);
    expect((await hear(wechatpay, 1, JSON.parse)).verified).toBe(false);
  });
});
