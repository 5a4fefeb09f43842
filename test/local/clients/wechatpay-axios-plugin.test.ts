import { describe, expect, test } from '@jest/globals';
import { Aes, Formatter, Hash, Rsa, Transformer } from 'wechatpay-axios-plugin';
import { axiosPlugin } from '../wechatpay/support/axios-plugin';
import { billClient } from '../wechatpay/support/bills';
import { merchantKeys, untilRefundsEnd } from '../wechatpay/support/refunds';
import { useGateway } from '../wechatpay/support/use-gateway';
import { useMerchantServer } from '../wechatpay/support/use-merchant-server';
import { type Envelope, signatureOf } from './support/v3-notification';

type Answer = Record<string, string>;
type Bill = { rows: Record<string, string>[] };

const gateway = useGateway();
const merchant = useMerchantServer(gateway);
const faults = (asked: object) => gateway.control('faults', asked);
/** The day of today's trades, once there is a bill of it. */
const billedDay = async () => {
  const { day, goTo } = billClient(gateway);
  const today = day(0);
  await goTo(day(1), '10:00:00');
  return today;
};
const heard = async (count: number) => (await merchant.hears(count)).at(-1) as (typeof merchant.received)[0];

describe('wechatpay-axios-plugin with API v2', () => {
  /** At https, where refunds show the merchant's certificate. */
  const client = () =>
    axiosPlugin(gateway, {
      baseURL: gateway.tlsUrl,
      merchant: { ...merchantKeys(gateway), ca: gateway.key('tls.pem') },
    });

  type Client = ReturnType<typeof client>;
  const ask = async (wechatpay: Client, path: string, fields: object, config: object = {}): Promise<Answer> => {
    const { appid, mchid } = gateway.merchant;
    const asked = { appid, mch_id: mchid, sign_type: 'HMAC-SHA256', ...fields };
    // Without this the plugin takes no note of `merchant`, certificate to trust included.
    const security = { ...config, security: true } as object;
    return (await wechatpay.chain(`v2${path}`).post(asked, security)).data as Answer;
  };
  const order = async (wechatpay: Client) => {
    const asked = gateway.v2Order({ notify_url: merchant.url });
    await ask(wechatpay, '/pay/unifiedorder', asked);
    return { out_trade_no: String(asked.out_trade_no) };
  };
  const verified = (fields: Answer) =>
    Hash.equals(Hash.sign('HMAC-SHA256', fields, gateway.merchant.apiKey), fields.sign);

  test('orders, hears of the payment, queries, refunds and closes', async () => {
    const wechatpay = client();
    const number = await order(wechatpay);
    const { transactionId } = await gateway.control('pay', { outTradeNo: number.out_trade_no });
    const paid = Transformer.toObject((await heard(1)).body) as Answer;
    expect(verified(paid)).toBe(true);
    expect(paid).toMatchObject({ ...number, transaction_id: transactionId, total_fee: '1280' });
    expect(await ask(wechatpay, '/pay/orderquery', number)).toMatchObject({ trade_state: 'SUCCESS' });

    const refund = { out_refund_no: `R${number.out_trade_no}` };
    const asked = { ...number, ...refund, total_fee: 1280, refund_fee: 300, notify_url: merchant.url };
    expect(await ask(wechatpay, '/secapi/pay/refund', asked)).toMatchObject({ ...refund, refund_fee: '300' });
    await untilRefundsEnd(gateway);
    const { req_info } = Transformer.toObject((await heard(2)).body) as { req_info: string };
    const told = Aes.AesEcb.decrypt(req_info, Hash.md5(gateway.merchant.apiKey));
    expect(Transformer.toObject(told)).toMatchObject({ ...refund, refund_status: 'SUCCESS' });
    expect(await ask(wechatpay, '/pay/refundquery', refund)).toMatchObject({ refund_status_0: 'SUCCESS' });

    const another = await order(wechatpay);
    await gateway.control('clock', { advanceSeconds: 300 });
    expect(await ask(wechatpay, '/pay/closeorder', another)).toMatchObject({ result_code: 'SUCCESS' });
    expect(await ask(wechatpay, '/pay/orderquery', another)).toMatchObject({ trade_state: 'CLOSED' });

    const bill_date = (await billedDay()).replaceAll('-', '');
    // A bill is no XML, which the plugin would otherwise read it as.
    const bill = await ask(wechatpay, '/pay/downloadbill', { bill_date, bill_type: 'ALL' }, { transformResponse: [] });
    const { rows } = Formatter.castCsvBill(String(bill)) as Bill;
    expect(rows.filter((row) => row.商户订单号 === number.out_trade_no)).toHaveLength(2);
  });

  test('refuses an answer that was changed on its way', async () => {
    const wechatpay = client();
    const number = await order(wechatpay);
    await faults({ corruptAnswers: 1 });
    const asked = ask(wechatpay, '/pay/orderquery', number);
    await expect(asked).rejects.toMatchObject({ code: 'EV2_RES_SIGNATURE_NOT_EQUAL' });
  });

  test('sees that a notification was changed on its way', async () => {
    const { out_trade_no } = await order(client());
    await gateway.control('pay', { outTradeNo: out_trade_no });
    const cheaper = (await heard(1)).body.replaceAll('1280', '1');
    expect(verified(Transformer.toObject(cheaper) as Answer)).toBe(false);
  });
});

describe('wechatpay-axios-plugin with API v3', () => {
  const client = () => axiosPlugin(gateway);
  const params = () => ({ mchid: gateway.merchant.mchid });
  type Client = ReturnType<typeof client>;

  const order = async (wechatpay: Client) => {
    const asked = gateway.v3Order({ notify_url: merchant.url });
    await wechatpay.chain('v3/pay/transactions/jsapi').post(asked);
    return String(asked.out_trade_no);
  };
  const query = (wechatpay: Client, outTradeNo: string) =>
    wechatpay.chain(`v3/pay/transactions/out-trade-no/${outTradeNo}`).get({ params: params() });

  const hear = async (count: number) => {
    const { headers, body } = await heard(count);
    const { timestamp, nonce, signature } = signatureOf(headers);
    const verified = Rsa.verify(Formatter.response(timestamp, nonce, body), signature, gateway.key('platform.pem'));
    return { verified, resource: (JSON.parse(body) as Envelope).resource };
  };
  const opened = ({ ciphertext, nonce, associated_data }: Envelope['resource']) =>
    JSON.parse(Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data));

  test('orders, hears of the payment, queries, refunds and closes', async () => {
    const wechatpay = client();
    const outTradeNo = await order(wechatpay);
    const { transactionId } = await gateway.control('pay', { outTradeNo });
    const payment = await hear(1);
    expect(payment.verified).toBe(true);
    const facts = { out_trade_no: outTradeNo, transaction_id: transactionId, trade_state: 'SUCCESS' };
    expect(opened(payment.resource)).toMatchObject(facts);
    expect((await query(wechatpay, outTradeNo)).data).toMatchObject(facts);
    const byId = await wechatpay.chain(`v3/pay/transactions/id/${transactionId}`).get({ params: params() });
    expect(byId.data).toMatchObject(facts);

    const refunds = 'v3/refund/domestic/refunds';
    const amount = { refund: 300, total: 1280, currency: 'CNY' };
    const refund = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount, notify_url: merchant.url };
    expect((await wechatpay.chain(refunds).post(refund)).data).toMatchObject({ status: 'PROCESSING' });
    await untilRefundsEnd(gateway);
    const refunded = await hear(2);
    expect(refunded.verified).toBe(true);
    expect(opened(refunded.resource)).toMatchObject({ refund_status: 'SUCCESS' });
    expect((await wechatpay.chain(`${refunds}/R${outTradeNo}`).get()).data).toMatchObject({ status: 'SUCCESS' });

    const another = await order(wechatpay);
    const close = `v3/pay/transactions/out-trade-no/${another}/close`;
    expect(await wechatpay.chain(close).post(params())).toMatchObject({ status: 204 });
    expect((await query(wechatpay, another)).data).toMatchObject({ trade_state: 'CLOSED' });

    const asking = { params: { bill_date: await billedDay(), bill_type: 'ALL' } };
    const offered = await wechatpay.chain('v3/bill/tradebill').get(asking);
    // It knows by its path, the query apart, that this file bears no signature.
    const { searchParams } = new URL(offered.data.download_url);
    const file = await wechatpay.chain('v3/billdownload/file').get({ params: Object.fromEntries(searchParams) });
    const { rows } = Formatter.castCsvBill(file.data) as Bill;
    expect(rows.filter((row) => row.商户订单号 === outTradeNo)).toHaveLength(2);
  });

  test.each([
    ['changed on its way', { corruptAnswers: 1 }, 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
    ['a probe', { signTestAnswers: 1 }, 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
    ['stale', { skewSeconds: -600 }, 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
  ])('refuses an answer that is %s', async (_, fault, code) => {
    const wechatpay = client();
    const outTradeNo = await order(wechatpay);
    await faults(fault);
    await expect(query(wechatpay, outTradeNo)).rejects.toMatchObject({ code });
  });

  test('sees that a notification was changed on its way, and does not decrypt what was', async () => {
    const outTradeNo = await order(client());
    await faults({ corruptNotifications: 1 });
    await gateway.control('pay', { outTradeNo });
    const { verified, resource } = await hear(1);
    expect(verified).toBe(false);
    const other = resource.ciphertext.startsWith('A') ? 'B' : 'A';
    const changed = { ...resource, ciphertext: other + resource.ciphertext.slice(1) };
    expect(() => opened(changed)).toThrow('authenticate');
  });
});
