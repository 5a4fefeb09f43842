import { describe, expect, test } from '@jest/globals';
import type { Json } from './support/gateway';
import { authorization } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

const jsapi = '/v3/pay/transactions/jsapi';
const byNumber = '/v3/pay/transactions/out-trade-no/{out_trade_no}';
const play = (...script: unknown[]) => gateway.control('faults', { script });
const order = (changes: Json = {}) =>
  gateway.v3('POST', jsapi, gateway.v3Order({ notify_url: merchant.url, ...changes }));
const query = (outTradeNo: string) =>
  gateway.v3('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${gateway.merchant.mchid}`);
const later = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });
/** How often each line has struck. */
async function struck() {
  const { script } = await gateway.control('faults', undefined, 'GET');
  return (script as { struck: number }[]).map((line) => line.struck);
}
/** An order whose sender hears nothing, and hangs up. */
async function unanswered(outTradeNo: string) {
  const body = JSON.stringify(gateway.v3Order({ out_trade_no: outTradeNo, notify_url: merchant.url }));
  const headers = {
    'content-type': 'application/json',
    authorization: authorization(gateway.signer, 'POST', jsapi, body),
  };
  const hangUp = new AbortController();
  const sent = fetch(gateway.url + jsapi, { method: 'POST', body, headers, signal: hangUp.signal }).catch(
    () => 'silence',
  );
  while ((await query(outTradeNo)).status === 404) await new Promise((resume) => setTimeout(resume, 20));
  hangUp.abort();
  return sent;
}

describe('a script of faults', () => {
  test('plays its lines one after the other, tells how far it has come, and then all is well', async () => {
    await play(
      { fault: 'timeoutApplied', path: jsapi },
      { fault: 'answerStatus', value: 500, path: jsapi },
      { fault: 'loseNotifications', times: 2 },
    );
    const first = gateway.newNumber();
    expect(await unanswered(first)).toBe('silence');
    expect(await struck()).toEqual([1, 0, 0]);
    const second = await fetch(gateway.url + jsapi, { method: 'POST', body: '{}' });
    expect([second.status, await second.text()]).toEqual([500, expect.stringContaining('<h1>500</h1>')]);
    expect(await struck()).toEqual([1, 1, 0]);
    expect((await order()).status).toBe(200);
    await gateway.control('pay', { outTradeNo: first });
    expect(await later(15)).toMatchObject({ delivered: 0 });
    expect(await struck()).toEqual([1, 1, 2]);
    expect(await later(15)).toMatchObject({ delivered: 1, acknowledged: 1 });
    expect(merchant.received).toHaveLength(1);
  });

  test('lets so many calls pass first, and counts calls of its path only', async () => {
    await play({ fault: 'systemError', path: byNumber, after: 2, times: 2 });
    const statuses: number[] = [];
    for (const number of ['T00000001', 'T00000002', 'T00000003', 'T00000004', 'T00000005']) {
      expect((await order()).status).toBe(200);
      statuses.push((await query(number)).status);
    }
    expect(statuses).toEqual([404, 404, 500, 500, 404]);
    expect(await gateway.control('faults', undefined, 'GET')).toEqual({
      status: 200,
      script: [{ fault: 'systemError', path: byNumber, after: 2, times: 2, passed: 2, struck: 2 }],
    });
  });

  test('strikes a call with one line, whatever the next line could do to it', async () => {
    await play(
      { fault: 'systemError' },
      { fault: 'signTestAnswers' },
      { fault: 'refuse', path: jsapi, value: 'RULE_LIMIT' },
    );
    const [first, second, third, fourth] = [await order(), await order(), await order(), await order()];
    expect(first).toMatchObject({ status: 500, body: { code: 'SYSTEM_ERROR' } });
    expect(first.headers['wechatpay-signature']).not.toMatch(/SIGNTEST/);
    expect(second.status).toBe(200);
    expect(second.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(third).toMatchObject({ status: 403, body: { code: 'RULE_LIMIT' } });
    expect(fourth.status).toBe(200);
  });

  test('goes on for as long as its last line says', async () => {
    await play({ fault: 'frequencyLimited', path: '/pay/orderquery', times: true });
    for (let call = 0; call < 3; call++) {
      expect(await gateway.v2('/pay/orderquery', { out_trade_no: 'T00000000' })).toMatchObject({
        err_code: 'FREQUENCY_LIMITED',
      });
    }
    expect(await struck()).toEqual([3]);
    await gateway.control('faults', undefined, 'DELETE');
    expect(await gateway.v2('/pay/orderquery', { out_trade_no: 'T00000000' })).toMatchObject({
      err_code: 'ORDERNOTEXIST',
    });
  });

  test('makes one answer late and one refund abnormal', async () => {
    await play({ fault: 'answerDelaySeconds', value: 0.2 }, { fault: 'refundOutcome', value: 'abnormal' });
    const number = gateway.newNumber();
    const started = performance.now();
    await order({ out_trade_no: number });
    expect(performance.now() - started).toBeGreaterThan(190);
    await gateway.control('pay', { outTradeNo: number });
    const [notification] = await merchant.hears(1);
    expect(notification).toBeDefined();
    const states: unknown[] = [];
    for (const minute of [0, 1]) {
      const outRefundNo = `R${number}${minute}`;
      await gateway.v3('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: number,
        out_refund_no: outRefundNo,
        amount: { refund: 100, total: 1280, currency: 'CNY' },
      });
      await later(180);
      states.push((await gateway.v3('GET', `/v3/refund/domestic/refunds/${outRefundNo}`)).body.status);
    }
    expect(states).toEqual(['ABNORMAL', 'SUCCESS']);
  });

  test('tells notifications apart by the path of their address', async () => {
    await play({ fault: 'loseNotifications', path: '/other' });
    for (const notifyUrl of [merchant.url, merchant.url.replace('/notify', '/other')]) {
      const number = gateway.newNumber();
      await order({ out_trade_no: number, notify_url: notifyUrl });
      await gateway.control('pay', { outTradeNo: number });
    }
    await later(14);
    expect(merchant.received).toHaveLength(1);
    expect(await struck()).toEqual([1]);
  });

  test('goes on after a restart where it was', async () => {
    await play({ fault: 'systemError', times: 2 }, { fault: 'frequencyLimited' });
    await order();
    await gateway.restart();
    expect(await struck()).toEqual([1, 0]);
    const statuses = [(await order()).status, (await order()).status, (await order()).status];
    expect(statuses).toEqual([500, 429, 200]);
  });

  test('begins anew when it is given again, beside other faults', async () => {
    await play({ fault: 'systemError' });
    await order();
    await gateway.control('faults', { loseNotifications: true });
    expect(await struck()).toEqual([1]);
    expect(await play({ fault: 'systemError' })).toEqual({
      status: 200,
      loseNotifications: true,
      script: [{ fault: 'systemError', passed: 0, struck: 0 }],
    });
  });
});

test.each<[unknown, string]>([
  ['systemError', 'script 应为至多 100 步的数组'],
  [Array.from({ length: 101 }, () => ({ fault: 'systemError' })), 'script 应为至多 100 步的数组'],
  [[null], 'script 第 1 步：应为对象'],
  [[{ fault: 'systemError', count: 2 }], 'script 第 1 步：没有名为 count 的参数'],
  [[{ fault: 'systemError' }, { fault: 'sistemError' }], 'script 第 2 步：没有名为 sistemError 的故障'],
  [[{}], 'script 第 1 步：没有名为'],
  [[{ fault: 'systemError', value: 1 }], 'script 第 1 步：systemError 没有 value'],
  [[{ fault: 'systemError', times: 0 }], 'script 第 1 步：times 应为正整数或 true'],
  [[{ fault: 'systemError', after: -1 }], 'script 第 1 步：after 应为非负整数'],
  [[{ fault: 'systemError', path: 'pay/micropay' }], 'script 第 1 步：path 应为以 / 开头的路径'],
  [
    [{ fault: 'systemError', times: true }, { fault: 'systemError' }],
    'script 第 1 步：只有最后一步的 times 可以是 true',
  ],
  [[{ fault: 'answerStatus' }], 'script 第 1 步：answerStatus 应为 400 到 599 的状态码'],
  [
    [{ fault: 'answerStatus', value: { status: 500, times: 1 } }],
    'script 第 1 步：answerStatus 的 value 应为数字或文字',
  ],
  [[{ fault: 'answerDelaySeconds', value: 121 }], 'script 第 1 步：answerDelaySeconds 应为 0 到 120 之间的秒数'],
  [[{ fault: 'refundOutcome', value: 'lost' }], 'script 第 1 步：refundOutcome 应为 abnormal 或 closed'],
  [[{ fault: 'refuse', value: 'BANKERROR' }], 'script 第 1 步：refuse 要有 path'],
  [[{ fault: 'refuse', path: '/pay/micropay', value: 'BANK_ERROR' }], '/pay/micropay 的文档没有错误码 BANK_ERROR'],
  [[{ fault: 'refuse', path: '/pay/macropay', value: 'BANKERROR' }], '没有接口 /pay/macropay'],
  [[{ fault: 'wrongBill', value: 1 }], 'script 第 1 步：wrongBill 不能写在 script 里'],
  [[{ fault: 'delayNotificationsSeconds', value: 60, path: '/notify' }], 'delayNotificationsSeconds 不分路径'],
])('the script %j is refused, and nothing of it is played', async (script, message) => {
  expect(await gateway.control('faults', { script })).toMatchObject({
    status: 400,
    error: { message: expect.stringContaining(message) },
  });
  expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200 });
});
