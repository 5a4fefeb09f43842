/// <reference path="./support/tenpay.d.ts" />
import { beforeAll, describe, expect, test } from '@jest/globals';
import Tenpay from 'tenpay';
import urllib from 'urllib';
import { billClient } from '../wechatpay/support/bills';
import { untilRefundsEnd } from '../wechatpay/support/refunds';
import { useGateway } from '../wechatpay/support/use-gateway';
import { useMerchantServer } from '../wechatpay/support/use-merchant-server';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

// It has no option for a certificate to trust. Outside of tests: NODE_EXTRA_CA_CERTS=tls.pem.
beforeAll(() => {
  urllib.httpsAgent.options.ca = gateway.key('tls.pem');
});

function client(): Tenpay {
  const { appid, mchid, apiKey } = gateway.merchant;
  const tenpay = new Tenpay({
    appid,
    mchid,
    partnerKey: apiKey,
    pfx: gateway.key('merchant.p12'),
    notify_url: merchant.url,
    refund_url: merchant.url,
  });
  for (const [name, url] of Object.entries(tenpay.urls)) {
    tenpay.urls[name] = url.replace('https://api.mch.weixin.qq.com', gateway.tlsUrl);
  }
  return tenpay;
}

async function order(tenpay: Tenpay, change: Record<string, string> = {}) {
  const { body, out_trade_no, total_fee, openid } = gateway.v2Order();
  const asked = { body, out_trade_no, total_fee, openid, ...change } as Record<string, string>;
  return { number: { out_trade_no: String(out_trade_no) }, parameters: await tenpay.getPayParams(asked) };
}

/** What its middleware makes of a notification: the fields it verified, or the answer it gives instead. */
async function hear(tenpay: Tenpay, kind: 'pay' | 'refund', body: string) {
  const request: Parameters<ReturnType<Tenpay['middlewareForExpress']>>[0] = { body };
  const answers: string[] = [];
  const response = { header: () => undefined, send: (text: string) => answers.push(text) };
  await tenpay.middlewareForExpress(kind)(request, response, () => undefined);
  return { fields: request.weixin, answer: answers[0] };
}

const paid = (number: { out_trade_no: string }) => gateway.control('pay', { outTradeNo: number.out_trade_no });
const heard = async (count: number) => (await merchant.hears(count)).at(-1)?.body as string;

test('tenpay orders, hears of the payment, queries, refunds and closes', async () => {
  const tenpay = client();
  const { number, parameters } = await order(tenpay);
  // It adds a second spelling of timeStamp, which wx.requestPayment ignores.
  const { timestamp: _, ...handed } = parameters;
  expect(await gateway.control('cashier', handed)).toMatchObject({ ok: true, outTradeNo: number.out_trade_no });
  expect(await tenpay.orderQuery(number)).toMatchObject({ trade_state: 'NOTPAY' });

  const { transactionId } = await paid(number);
  expect((await hear(tenpay, 'pay', await heard(1))).fields).toMatchObject({
    ...number,
    transaction_id: transactionId,
    total_fee: '1280',
  });
  expect(await tenpay.orderQuery(number)).toMatchObject({ trade_state: 'SUCCESS', transaction_id: transactionId });

  const refund = { out_refund_no: `R${number.out_trade_no}` };
  const asked = await tenpay.refund({ ...number, ...refund, total_fee: 1280, refund_fee: 300 });
  expect(asked).toMatchObject({ result_code: 'SUCCESS', ...refund, refund_fee: '300' });
  await untilRefundsEnd(gateway);
  expect((await hear(tenpay, 'refund', await heard(2))).fields?.req_info).toMatchObject({
    ...refund,
    refund_status: 'SUCCESS',
    refund_fee: '300',
  });
  expect(await tenpay.refundQuery(refund)).toMatchObject({ refund_count: '1', refund_status_0: 'SUCCESS' });

  const another = await order(tenpay);
  await gateway.control('clock', { advanceSeconds: 300 });
  expect(await tenpay.closeOrder(another.number)).toMatchObject({ result_code: 'SUCCESS' });
  expect(await tenpay.orderQuery(another.number)).toMatchObject({ trade_state: 'CLOSED' });

  const { day, goTo } = billClient(gateway);
  const today = day(0);
  await goTo(day(1), '10:00:00');
  const bill = await tenpay.downloadBill({ bill_date: today.replaceAll('-', '') }, true);
  expect(bill.list_data.filter((row) => row.includes(number.out_trade_no))).toHaveLength(2);
  expect(bill.list_data.flat()).not.toContain(another.number.out_trade_no);
});

describe('tenpay', () => {
  test('refuses an answer that was changed on its way', async () => {
    const tenpay = client();
    const { number } = await order(tenpay);
    await gateway.control('faults', { corruptAnswers: 1 });
    await expect(tenpay.orderQuery(number)).rejects.toThrow('sign签名错误');
  });

  test('refuses a notification that was changed on its way', async () => {
    const tenpay = client();
    const { number } = await order(tenpay);
    await paid(number);
    const cheaper = (await heard(1)).replaceAll('1280', '1');
    expect(await hear(tenpay, 'pay', cheaper)).toEqual({
      fields: undefined,
      answer: expect.stringMatching(/FAIL[\s\S]*sign签名错误/),
    });
  });

  test('throws the codes of refusals', async () => {
    await expect(client().orderQuery({ out_trade_no: 'T00000000' })).rejects.toThrow('ORDERNOTEXIST');
  });

  test('refuses what nobody changed where the order was signed with HMAC-SHA256: its defect, not ours', async () => {
    const tenpay = client();
    const { number } = await order(tenpay, { sign_type: 'HMAC-SHA256' });
    await paid(number);
    // A notification does not name its sign_type, and tenpay takes every one for MD5.
    expect((await hear(tenpay, 'pay', await heard(1))).answer).toContain('sign签名错误');
  });
});
