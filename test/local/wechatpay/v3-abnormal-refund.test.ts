import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { paidOrder, untilRefundsEnd } from './support/refunds';

const sub = { mchid: '1900000109' };
let gateway: TestGateway;
let merchant: Awaited<ReturnType<typeof startMerchantServer>>;
beforeAll(async () => {
  const merchantFile = { others: { subMerchants: [sub] } };
  [gateway, merchant] = await Promise.all([startGateway({ merchantFile }), startMerchantServer()]);
});
afterEach(async () => {
  await gateway.control('reset');
  merchant.received.length = 0;
  merchant.answers(204);
});
afterAll(() => Promise.all([gateway.close(), merchant.close()]));

const path = '/v3/refund/domestic/refunds';
const accountNumber = '6214830000001234';

/** A refund of 300 fen that has ended ABNORMAL, unless told otherwise, and what the merchant was told of it. */
async function refunded(outcome: 'abnormal' | 'success' | 'processing' = 'abnormal') {
  if (outcome === 'abnormal') await gateway.control('faults', { refundOutcome: { outcome, times: 1 } });
  const { outTradeNo } = await paidOrder(gateway, 'v3');
  const out_refund_no = `R${outTradeNo}`;
  const amount = { refund: 300, total: 1280, currency: 'CNY' };
  const asked = { out_trade_no: outTradeNo, out_refund_no, amount, notify_url: merchant.url };
  const { body } = await gateway.v3('POST', path, asked);
  if (outcome !== 'processing') await untilRefundsEnd(gateway);
  return { out_refund_no, refundId: String(body.refund_id) };
}

/** Encrypted as the public page says, by another library, under the platform certificate or the public key. */
const sealed = (text: string, pem = 'platform.pem') => Rsa.encrypt(text, gateway.key(pem));

const toCard = (change: Json = {}): Json => ({
  type: 'USER_BANK_CARD',
  bank_type: 'CMB_DEBIT',
  bank_account: sealed(accountNumber),
  real_name: sealed('张三'),
  ...change,
});

type Refunded = Awaited<ReturnType<typeof refunded>>;
function apply({ refundId, out_refund_no }: Refunded, body: Json, serial = gateway.merchant.platformSerial) {
  const headers: Record<string, string> = serial === '' ? {} : { 'wechatpay-serial': serial };
  return gateway.v3('POST', `${path}/${refundId}/apply-abnormal-refund`, { out_refund_no, ...body }, headers);
}

const query = async ({ out_refund_no }: Refunded) => (await gateway.v3('GET', `${path}/${out_refund_no}`)).body;

/** The events the merchant has heard of, and what was in them, oldest first. */
const heard = async (count: number) =>
  (await merchant.hears(count)).map(({ body }) => {
    const { event_type, resource } = JSON.parse(body);
    const { ciphertext, nonce, associated_data } = resource;
    const text = Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data);
    return { event_type, ...(JSON.parse(text) as Json) };
  });

describe('an abnormal refund', () => {
  test.each<[string, () => Json, string]>([
    ['a card of the buyer', () => toCard(), '招商银行借记卡1234'],
    ['the merchant’s own account', () => ({ type: 'MERCHANT_BANK_CARD' }), '商户结算银行账户'],
  ])('is sent to %s, and its end is told again', async (_, body, receiver) => {
    const refund = await refunded();
    expect(await query(refund)).toMatchObject({ status: 'ABNORMAL', user_received_account: '支付用户零钱' });
    const applied = await apply(refund, body());
    expect(applied).toMatchObject({
      status: 200,
      body: {
        refund_id: refund.refundId,
        status: 'PROCESSING',
        channel: 'OTHER_BANKCARD',
        user_received_account: receiver,
        amount: { refund: 300, total: 1280 },
      },
    });
    expect(applied.body).not.toHaveProperty('success_time');
    await untilRefundsEnd(gateway);
    const ended = await query(refund);
    expect(ended).toMatchObject({ status: 'SUCCESS', user_received_account: receiver });
    const [first, second] = await heard(2);
    expect(first).toMatchObject({
      event_type: 'REFUND.ABNORMAL',
      refund_status: 'ABNORMAL',
      user_received_account: '支付用户零钱',
    });
    expect(first).not.toHaveProperty('success_time');
    expect(second).toMatchObject({
      event_type: 'REFUND.SUCCESS',
      refund_status: 'SUCCESS',
      success_time: ended.success_time,
      user_received_account: receiver,
    });
  });

  test('is told as abnormal to a merchant who hears of it only after it was sent on', async () => {
    merchant.answers(500);
    const refund = await refunded();
    const [first] = (await merchant.hears(1)).map(({ body }) => JSON.parse(body).id);
    await apply(refund, { type: 'MERCHANT_BANK_CARD' });
    const { refunds } = await gateway.control('state', undefined, 'GET');
    expect(refunds).toMatchObject([{ state: 'PROCESSING', receiver: '商户结算银行账户' }]);
    merchant.received.length = 0;
    merchant.answers(204);
    await gateway.control('clock', { advanceSeconds: 600 });
    const told = merchant.received
      .map(({ body }) => JSON.parse(body))
      .map(({ id, event_type }) => [id === first, event_type]);
    expect(told.sort()).toEqual([
      [false, 'REFUND.SUCCESS'],
      [true, 'REFUND.ABNORMAL'],
    ]);
  });

  test('takes fields that were encrypted under the public key, if the request names it', async () => {
    const refund = await refunded();
    const pem = 'wechat_public_key.pem';
    const body = toCard({ bank_account: sealed(accountNumber, pem), real_name: sealed('张三', pem) });
    expect(await apply(refund, body)).toMatchObject({
      status: 400,
      body: {
        code: 'PARAM_ERROR',
        message: 'bank_account解密失败，请用Wechatpay-Serial对应的公钥以RSAES-OAEP加密',
      },
    });
    expect(await apply(refund, body, gateway.merchant.publicKeyId)).toMatchObject({ status: 200 });
  });

  const needed = '退款至用户银行卡时，bank_type、bank_account、real_name必填';
  const rule = (name: string, label: string, pattern: string) =>
    `输入源“/body/${name}”映射到值字段“${label}”字符串规则校验失败，字符串必须匹配正则表达式“${pattern}”`;
  const banks = 'CMB|COMM|ABC|CCB|ICBC|BOC|PAB|SPDB|CITIC|CEB|CMBC|CIB|GDB|PSBC|NBCB';
  test.each<[string, () => Json, string]>([
    [
      'a way nobody knows',
      () => toCard({ type: 'CASH' }),
      rule('type', '异常退款处理方式', '^(USER_BANK_CARD|MERCHANT_BANK_CARD)$'),
    ],
    ['a credit card', () => toCard({ bank_type: 'CMB_CREDIT' }), rule('bank_type', '开户银行', `^(${banks})_DEBIT$`)],
    ['no bank', () => toCard({ bank_type: undefined }), needed],
    ['no account', () => toCard({ bank_account: undefined }), needed],
    ['no name', () => toCard({ real_name: undefined }), needed],
    [
      'an account in plain text',
      () => toCard({ bank_account: accountNumber }),
      'bank_account解密失败，请用Wechatpay-Serial对应的公钥以RSAES-OAEP加密',
    ],
    [
      'an account that is no number',
      () => toCard({ bank_account: sealed('card') }),
      'bank_account解密后不是合法的银行卡号',
    ],
    ['an empty name', () => toCard({ real_name: sealed('') }), 'real_name解密后为空'],
  ])('with %s is refused', async (_, body, message) => {
    const refund = await refunded();
    expect(await apply(refund, body())).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', message } });
    expect(await query(refund)).toMatchObject({ status: 'ABNORMAL' });
  });

  test('with encrypted fields but no Wechatpay-Serial is refused', async () => {
    expect(await apply(await refunded(), toCard(), '')).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message: 'bank_account是加密字段，Http头应有Wechatpay-Serial' },
    });
  });

  test.each([
    ['processing', 'PROCESSING'],
    ['success', 'SUCCESS'],
  ] as const)('is not a refund that is in %s', async (outcome, state) => {
    expect(await apply(await refunded(outcome), { type: 'MERCHANT_BANK_CARD' })).toMatchObject({
      status: 400,
      body: {
        code: 'INVALID_REQUEST',
        message: `退款单状态为${state}，只有退款异常的退款单可以发起异常退款`,
      },
    });
  });

  test('is found by both of its numbers, and by its own seller', async () => {
    const refund = await refunded();
    const missing = { status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: '退款单不存在' } };
    const body = { type: 'MERCHANT_BANK_CARD' };
    expect(await apply({ ...refund, refundId: '50000000' }, body)).toMatchObject(missing);
    expect(await apply({ ...refund, out_refund_no: 'R1' }, body)).toMatchObject(missing);
    expect(await apply(refund, { ...body, sub_mchid: sub.mchid })).toMatchObject(missing);
    expect(await apply(refund, { ...body, sub_mchid: '1900000110' })).toMatchObject({
      status: 403,
      body: { code: 'NO_AUTH' },
    });
  });
});
