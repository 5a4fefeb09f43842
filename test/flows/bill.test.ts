import { createPrivateKey, createSecretKey, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBeijingDay } from '../../cloudfunctions/lib/payment/read-beijing-time';
import { billLines, checkBill } from '../../cloudfunctions/lib/payment/read-bill';
import type { Api } from '../../cloudfunctions/lib/payment/trade';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { billClient } from '../local/wechatpay/support/bills';
import { paidOrder, v2OverTls } from '../local/wechatpay/support/refunds';
import { useGateway } from '../local/wechatpay/support/use-gateway';

/** The product's own client and reader, which share no line with the gateway that makes the bill. */
describe.each<Api>(['v2', 'v3'])('the shop reads a bill that the local WeChat Pay made, by API %s', (api) => {
  const wechatpay = useGateway();
  const merchant = () => ({ appid: wechatpay.merchant.appid, mchid: wechatpay.merchant.mchid });
  const client = () => {
    const platform = new X509Certificate(wechatpay.key('platform.pem'));
    return createGateway(
      {
        api,
        merchant: merchant(),
        baseUrl: wechatpay.url,
        tlsBaseUrl: wechatpay.tlsUrl,
        notifyUrl: 'https://shop.example/trade',
        v2: { apiKey: wechatpay.merchant.apiKey, signType: 'HMAC-SHA256' },
        v3: {
          apiV3Key: createSecretKey(Buffer.from(wechatpay.merchant.apiV3Key)),
          merchantSerial: wechatpay.merchant.merchantSerial,
          privateKey: createPrivateKey(wechatpay.key('merchant.key')),
          verificationKeys: new Map([[platform.serialNumber, platform.publicKey]]),
        },
      },
      api,
      { clock: Date.now, nonce: () => `N0NCE${Math.random().toString(36).slice(2)}` },
    );
  };
  let date: string;
  let paid: { outTradeNo: string; transactionId: string };
  beforeAll(async () => {
    const { day, goTo } = billClient(wechatpay);
    date = day(1);
    await goTo(date, '12:00:00');
    paid = await paidOrder(wechatpay, api, { attach: '桌号 3, "窗边"' });
    const refund = { out_trade_no: paid.outTradeNo, out_refund_no: 'R1', total_fee: 1280, refund_fee: 280 };
    await v2OverTls(wechatpay, '/secapi/pay/refund', refund);
    await goTo(day(2), '08:00:00');
  });

  test('not before it is made', async () => {
    await expect(client().downloadBill(date)).resolves.toEqual({ kind: 'not-yet' });
  });

  test('line by line, with its fees and sums', async () => {
    await billClient(wechatpay).goTo(billClient(wechatpay).day(2), '10:00:00');
    const bill = await client().downloadBill(date);
    if (bill.kind !== 'ready') throw new Error(bill.kind);
    const day = readBeijingDay(date) as { from: number; until: number };
    expect(checkBill(bill.bytes, day, merchant())).toEqual({
      kind: 'sound',
      sums: { rows: 2, elsewhere: 0, paid: 1280, refunded: 280 },
    });
    expect([...billLines(bill.bytes, day, merchant())]).toMatchObject([
      { kind: 'payment', ...paid, state: 'SUCCESS', amount: 1280, charge: { fee: 8000, rate: 6000, base: 1280 } },
      { kind: 'refund', ...paid, outRefundNo: 'R1', state: 'SUCCESS', amount: 280, charge: { fee: -2000, base: 280 } },
    ]);
  });

  test('none of a day without trades', async () => {
    await expect(client().downloadBill(billClient(wechatpay).day(0))).resolves.toEqual({ kind: 'none' });
  });

  test('and believes none that was cut off or that lost a line', async () => {
    const day = readBeijingDay(date) as { from: number; until: number };
    for (const wrongBill of [{ truncate: true }, { dropLines: 1 }]) {
      await wechatpay.control('faults', { wrongBill });
      const bill = await client().downloadBill(date);
      if (bill.kind !== 'ready') throw new Error(bill.kind);
      expect(checkBill(bill.bytes, day, merchant())).toMatchObject({ kind: 'refused' });
    }
  });
});
