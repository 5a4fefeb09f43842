import { describe, expect, test } from '@jest/globals';
import { Aes, Hash, Rsa } from 'wechatpay-axios-plugin';
import type { Fields } from './support/gateway';
import type { ReceivedNotification } from './support/merchant-server';
import { fromXml } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

const fault = (faults: object) => gateway.control('faults', faults);
async function paid(api: 'v2' | 'v3' = 'v3') {
  const order =
    api === 'v2' ? gateway.v2Order({ notify_url: merchant.url }) : gateway.v3Order({ notify_url: merchant.url });
  await (api === 'v2'
    ? gateway.v2('/pay/unifiedorder', order as Record<string, string>)
    : gateway.v3('POST', '/v3/pay/transactions/jsapi', order));
  await gateway.control('pay', { outTradeNo: order.out_trade_no });
  return String(order.out_trade_no);
}
const query = (outTradeNo: string) =>
  gateway.v3('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${gateway.merchant.mchid}`);
const verifies = ({ headers, body }: { headers: object; body: string }) => {
  const {
    'wechatpay-timestamp': time,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signature,
  } = headers as Record<string, string>;
  return Rsa.verify(`${time}\n${nonce}\n${body}\n`, signature as string, gateway.key('platform.pem'));
};
const decrypted = ({ body }: ReceivedNotification) => {
  const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data));
};

describe('notifications', () => {
  test('are lost until the fault is deleted', async () => {
    await fault({ loseNotifications: true });
    await paid();
    expect(await gateway.control('clock', { advanceSeconds: 60 })).toMatchObject({ delivered: 0 });
    await gateway.control('faults', undefined, 'DELETE');
    expect(await gateway.control('clock', { advanceSeconds: 180 })).toMatchObject({ delivered: 1, acknowledged: 1 });
    expect(merchant.received).toHaveLength(1);
  });

  test('are lost N times', async () => {
    await fault({ loseNotifications: 2 });
    await paid();
    await gateway.control('clock', { advanceSeconds: 15 });
    expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200 });
    expect(await gateway.control('clock', { advanceSeconds: 15 })).toMatchObject({ delivered: 1 });
  });

  test('come twice, the same event', async () => {
    await fault({ doubleNotifications: 1 });
    await paid();
    const [first, second] = await merchant.hears(2);
    expect(JSON.parse(first?.body ?? '').id).toBe(JSON.parse(second?.body ?? '').id);
  });

  test('come late', async () => {
    await fault({ delayNotificationsSeconds: 600 });
    await paid();
    expect(await gateway.control('clock', { advanceSeconds: 599 })).toMatchObject({ delivered: 0 });
    expect(await gateway.control('clock', { advanceSeconds: 1 })).toMatchObject({ delivered: 1 });
  });

  test('overtake each other', async () => {
    await fault({ reorderNotifications: 1 });
    const [first, second] = [await paid(), await paid()];
    await merchant.hears(2);
    expect(merchant.received.map((each) => decrypted(each).out_trade_no)).toEqual([second, first]);
  });

  test('that wait to be overtaken go out alone after 15 seconds', async () => {
    await fault({ reorderNotifications: 1 });
    await paid();
    expect(await gateway.control('clock', { advanceSeconds: 14 })).toMatchObject({ delivered: 0 });
    expect(await gateway.control('clock', { advanceSeconds: 1 })).toMatchObject({ delivered: 1 });
  });

  test('are corrupted after they were signed', async () => {
    await fault({ corruptNotifications: 1 });
    await paid();
    const [notification] = (await merchant.hears(1)) as [ReceivedNotification];
    expect(verifies(notification)).toBe(false);
  });

  test('of API v2 are corrupted after they were signed', async () => {
    await fault({ corruptNotifications: 1 });
    await paid('v2');
    const fields = fromXml((await merchant.hears(1))[0]?.body ?? '');
    expect(Hash.sign('MD5', fields, gateway.merchant.apiKey)).not.toBe(fields.sign);
  });

  test('carry the signature of a probe', async () => {
    await fault({ signTestNotifications: 1 });
    await paid();
    const [notification] = (await merchant.hears(1)) as [ReceivedNotification];
    expect(notification.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(verifies(notification)).toBe(false);
  });

  test('tell another amount or another appid, rightly signed', async () => {
    await fault({ wrongAmount: 1 });
    await paid();
    await merchant.hears(1);
    await fault({ wrongAppid: 1 });
    await paid();
    const [amount, appid] = (await merchant.hears(2)) as [ReceivedNotification, ReceivedNotification];
    expect(verifies(amount)).toBe(true);
    expect(decrypted(amount).amount.total).toBe(1281);
    expect(verifies(appid)).toBe(true);
    expect(decrypted(appid)).toMatchObject({ appid: 'wx0000000000000000', amount: { total: 1280 } });
  });

  test('of API v2 tell another amount or another appid, rightly signed', async () => {
    await fault({ wrongAmount: 1, wrongAppid: 1 });
    await paid('v2');
    const fields = fromXml((await merchant.hears(1))[0]?.body ?? '');
    expect(fields).toMatchObject({ total_fee: '1281', appid: 'wx0000000000000000' });
    expect(Hash.sign('MD5', fields, gateway.merchant.apiKey)).toBe(fields.sign);
  });

  test('carry a timestamp that is off', async () => {
    await fault({ skewSeconds: -600 });
    await paid();
    const [{ headers }] = (await merchant.hears(1)) as [ReceivedNotification];
    const off = Number(headers['wechatpay-timestamp']) - Date.now() / 1000;
    expect(Math.abs(off + 600)).toBeLessThan(10);
  });
});

describe('answers', () => {
  test.each(['v2', 'v3'] as const)('of API %s are a system error that changes nothing', async (api) => {
    await fault({ systemError: 1 });
    if (api === 'v2') {
      const order = gateway.v2Order();
      expect(await gateway.v2('/pay/unifiedorder', order)).toMatchObject({
        result_code: 'FAIL',
        err_code: 'SYSTEMERROR',
      });
      expect(await gateway.v2('/pay/orderquery', { out_trade_no: String(order.out_trade_no) })).toMatchObject({
        err_code: 'ORDERNOTEXIST',
      });
    } else {
      const order = gateway.v3Order();
      const answer = await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
      expect(answer).toMatchObject({ status: 500, body: { code: 'SYSTEM_ERROR' } });
      expect(await query(String(order.out_trade_no))).toMatchObject({ status: 404 });
    }
  });

  test('say that there were too many requests', async () => {
    await fault({ frequencyLimited: 2 });
    expect(await query('T00000000')).toMatchObject({ status: 429, body: { code: 'FREQUENCY_LIMITED' } });
    expect(await gateway.v2('/pay/orderquery', { out_trade_no: 'T00000000' })).toMatchObject({
      err_code: 'FREQUENCY_LIMITED',
    });
    expect(await query('T00000000')).toMatchObject({ status: 404 });
  });

  test('are the page of a broken server, and nothing was done', async () => {
    await fault({ answerStatus: { status: 502, times: 1 } });
    const order = gateway.v3Order();
    const answer = await fetch(`${gateway.url}/v3/pay/transactions/jsapi`, {
      method: 'POST',
      body: JSON.stringify(order),
    });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('<h1>502</h1>');
    expect(answer.headers.get('wechatpay-signature')).toBeNull();
    expect(await query(String(order.out_trade_no))).toMatchObject({ status: 404 });
  });

  test.each([
    ['v2', 'timeoutApplied', true],
    ['v2', 'timeoutNotApplied', false],
    ['v3', 'timeoutApplied', true],
    ['v3', 'timeoutNotApplied', false],
  ] as const)('of API %s do not come: %s', async (api, name, applied) => {
    await fault({ [name]: 1 });
    const order = api === 'v2' ? gateway.v2Order() : gateway.v3Order();
    const patience = AbortSignal.timeout(400);
    const asked =
      api === 'v2'
        ? gateway.v2('/pay/unifiedorder', order as Fields, patience)
        : gateway.v3('POST', '/v3/pay/transactions/jsapi', order, {}, patience);
    await expect(asked).rejects.toThrow('aborted');
    expect((await query(String(order.out_trade_no))).status).toBe(applied ? 200 : 404);
    expect((await gateway.log())[0]).not.toHaveProperty('answer');
  });

  test('come late', async () => {
    await fault({ answerDelaySeconds: 0.3 });
    const started = performance.now();
    await query('T00000000');
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test('are corrupted after they were signed, or carry the signature of a probe', async () => {
    for (const name of ['corruptAnswers', 'signTestAnswers']) {
      await fault({ [name]: 1 });
      const order = gateway.v3Order();
      const { headers, text } = await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
      expect(verifies({ headers, body: text })).toBe(false);
    }
  });

  test('of API v2 are corrupted after they were signed', async () => {
    await fault({ corruptAnswers: 1 });
    const order = gateway.v2Order();
    const corrupted = await gateway.v2('/pay/unifiedorder', order);
    expect(Hash.sign('MD5', corrupted, gateway.merchant.apiKey)).not.toBe(corrupted.sign);
    const whole = await gateway.v2('/pay/unifiedorder', order);
    expect(Hash.sign('MD5', whole, gateway.merchant.apiKey)).toBe(whole.sign);
  });

  test('of API v2 tell another amount, rightly signed', async () => {
    const outTradeNo = await paid('v2');
    await merchant.hears(1);
    await fault({ wrongAmount: 1 });
    const wrong = await gateway.v2('/pay/orderquery', { out_trade_no: outTradeNo });
    expect(wrong).toMatchObject({ trade_state: 'SUCCESS', total_fee: '1281' });
    expect(Hash.sign('MD5', wrong, gateway.merchant.apiKey)).toBe(wrong.sign);
    expect(await gateway.v2('/pay/orderquery', { out_trade_no: outTradeNo })).toMatchObject({ total_fee: '1280' });
  });

  test('tell another amount', async () => {
    const outTradeNo = await paid();
    await merchant.hears(1);
    await fault({ wrongAmount: 1 });
    expect((await query(outTradeNo)).body).toMatchObject({ amount: { total: 1281 } });
    expect((await query(outTradeNo)).body).toMatchObject({ amount: { total: 1280 } });
  });
});

describe('the control', () => {
  test.each([
    [{ loseNotification: true }, '没有名为 loseNotification 的故障'],
    [{ loseNotifications: 'yes' }, 'loseNotifications 应为 true 或次数'],
    [{ loseNotifications: false }, 'loseNotifications 应为 true 或次数'],
    [{ loseNotifications: 1.5 }, 'loseNotifications 应为 true 或次数'],
    [{ systemError: -1 }, 'systemError 应为 true 或次数'],
    [{ delayNotificationsSeconds: -1 }, 'delayNotificationsSeconds 应为 0 到 2592000 之间的秒数'],
    [{ answerDelaySeconds: 1e9 }, 'answerDelaySeconds 应为 0 到 120 之间的秒数'],
    [{ answerStatus: 200 }, 'answerStatus 应为 400 到 599 的状态码'],
    [{ answerStatus: { status: 502 } }, 'answerStatus 应为 400 到 599 的状态码'],
    [{ systemError: 1, toString: 1 }, '没有名为 toString 的故障'],
  ])('refuses %j, and none of it is in force', async (faults, message) => {
    expect(await fault(faults)).toMatchObject({ status: 400, error: { message: expect.stringContaining(message) } });
    expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200 });
  });

  test('adds to what is in force, and forgets all of it when asked', async () => {
    await fault({ loseNotifications: true });
    expect(await fault({ systemError: 3 })).toEqual({ status: 200, loseNotifications: true, systemError: 3 });
    expect(await gateway.control('faults', undefined, 'DELETE')).toEqual({ status: 200 });
  });

  test('keeps faults over a restart', async () => {
    await fault({ loseNotifications: true });
    await gateway.restart();
    expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200, loseNotifications: true });
  });
});

test.each<[string, unknown]>([
  ['refundOutcome', 'lost'],
  ['refundOutcome', { outcome: 'abnormal' }],
  ['refundOutcome', { outcome: 'success', times: 1 }],
  ['refundNotEnough', -1],
])('the fault %s cannot be %j', async (name, value) => {
  expect(await gateway.control('faults', { [name]: value })).toMatchObject({
    status: 400,
    error: { message: expect.stringContaining(`${name} 应为`) },
  });
});
