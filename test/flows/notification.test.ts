import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Backend, oneApple, startBackend } from '../support/backend';
import { paidTradeV2, paidTradeV3 } from '../support/paid-trade';
import { type Message, notificationV2, notificationV3, wechatKeys } from '../support/sign-as-wechat';

type Fields = Record<string, unknown>;
type Case = [name: string, make: (genuine: Genuine) => Message, status: number, anomaly: boolean];
interface Genuine {
  keys: ReturnType<typeof wechatKeys>;
  /** What WeChat would say of the order in this API, before it is changed. */
  trade: Fields;
  other: Fields;
}

const send = async (shop: Backend, { path, headers, body }: Message) => {
  const answer = await fetch(`${shop.cloudUrl}${path}`, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
};

const v3 = ({ keys }: Genuine, resource: Fields, overrides = {}) => notificationV3(keys, resource, overrides);
const v2 = ({ keys }: Genuine, fields: Fields) => notificationV2(keys, fields as Record<string, string>);
const amount = (genuine: Genuine, change: Fields) => ({
  ...genuine.trade,
  amount: { ...(genuine.trade.amount as Fields), ...change },
});
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

const refusedV3: Case[] = [
  ['unsigned', (g) => ({ ...v3(g, g.trade), headers: { 'content-type': 'application/json' } }), 401, false],
  [
    'forged',
    (g) => {
      const message = v3(g, g.trade);
      return {
        ...message,
        headers: { ...message.headers, 'wechatpay-signature': Buffer.alloc(256, 7).toString('base64') },
      };
    },
    401,
    false,
  ],
  [
    'a probe of WeChat itself',
    (g) => {
      const message = v3(g, g.trade);
      return {
        ...message,
        headers: {
          ...message.headers,
          'wechatpay-signature': `WECHATPAY/SIGNTEST/${message.headers['wechatpay-signature']}`,
        },
      };
    },
    401,
    false,
  ],
  [
    'changed after signing',
    (g) => {
      const message = v3(g, g.trade);
      return { ...message, body: message.body.replace('支付成功', '支付成功!') };
    },
    401,
    false,
  ],
  [
    'truncated',
    (g) => {
      const message = v3(g, g.trade);
      return { ...message, body: message.body.slice(0, -40) };
    },
    401,
    false,
  ],
  ['stale', (g) => v3(g, g.trade, { timestamp: secondsAgo(600) }), 401, false],
  ['from the future', (g) => v3(g, g.trade, { timestamp: secondsAgo(-600) }), 401, false],
  ['signed under an unknown serial', (g) => v3(g, g.trade, { serial: 'A'.repeat(40) }), 401, false],
  ['encrypted with another key', (g) => v3(g, g.trade, { apiV3Key: 'x'.repeat(32) }), 500, false],
  ['for another appid', (g) => v3(g, { ...g.trade, appid: 'wx0000000000000000' }), 204, true],
  ['for another merchant', (g) => v3(g, { ...g.trade, mchid: '1999999999' }), 204, true],
  ['of another amount', (g) => v3(g, amount(g, { total: 1 })), 204, true],
  ['of another currency', (g) => v3(g, amount(g, { currency: 'USD' })), 204, true],
  ['from another payer', (g) => v3(g, { ...g.trade, payer: { openid: 'oSomebodyElse00000000000001' } }), 204, true],
  [
    'about an order that does not exist',
    (g) => v3(g, { ...g.trade, out_trade_no: '20261124ZZZZZZZZZZZZZZZZZZZZ' }),
    500,
    true,
  ],
  ['that is not about success', (g) => v3(g, { ...g.trade, trade_state: 'NOTPAY' }), 204, false],
  ['of a type we do not know', (g) => v3(g, g.trade, { eventType: 'PAYSCORE.USER_PAID' }), 204, false],
  ['of the other API, though genuine', (g) => v2(g, g.other), 200, true],
];

const failed = /<return_code><!\[CDATA\[FAIL\]\]><\/return_code>/;
const succeeded = /<return_code><!\[CDATA\[SUCCESS\]\]><\/return_code>/;
const resigned = (change: (message: Message) => Message) => (g: Genuine) => change(v2(g, g.trade));
const refusedV2: [...Case, RegExp][] = [
  ['unsigned', resigned((m) => ({ ...m, body: m.body.replace(/<sign>.*<\/sign>/, '') })), 200, false, failed],
  [
    'forged',
    resigned((m) => ({ ...m, body: m.body.replace(/(<sign><!\[CDATA\[)...../, '$100000') })),
    200,
    false,
    failed,
  ],
  ['truncated', resigned((m) => ({ ...m, body: m.body.slice(0, -20) })), 200, false, failed],
  ['changed after signing', resigned((m) => ({ ...m, body: m.body.replace('CNY', 'USD') })), 200, false, failed],
  [
    'with an entity',
    resigned((m) => ({ ...m, body: `<!DOCTYPE xml [<!ENTITY a "1">]>${m.body}` })),
    200,
    false,
    failed,
  ],
  [
    'signed with MD5 where HMAC-SHA256 is configured',
    (g) => notificationV2(g.keys, g.trade as Record<string, string>, 'MD5'),
    200,
    false,
    failed,
  ],
  ['for another appid', (g) => v2(g, { ...g.trade, appid: 'wx0000000000000000' }), 200, true, succeeded],
  ['for another merchant', (g) => v2(g, { ...g.trade, mch_id: '1999999999' }), 200, true, succeeded],
  ['of another amount', (g) => v2(g, { ...g.trade, total_fee: '1', cash_fee: '1' }), 200, true, succeeded],
  ['of another currency', (g) => v2(g, { ...g.trade, fee_type: 'USD' }), 200, true, succeeded],
  ['from another payer', (g) => v2(g, { ...g.trade, openid: 'oSomebodyElse00000000000001' }), 200, true, succeeded],
  [
    'about an order that does not exist',
    (g) => v2(g, { ...g.trade, out_trade_no: '20261124ZZZZZZZZZZZZZZZZZZZZ' }),
    200,
    true,
    failed,
  ],
  ['that failed', (g) => v2(g, { ...g.trade, result_code: 'FAIL' }), 200, false, succeeded],
  ['of the other API, though genuine', (g) => v3(g, g.other), 204, true, /^$/],
];

describe.each(['v2', 'v3'] as const)('notifications that must not pay an order of API %s', (api) => {
  let shop: Backend;
  let genuine: Genuine;
  let outTradeNo: string;
  let serial = 0;

  beforeAll(async () => {
    shop = await startBackend(api);
  }, 60_000);
  afterAll(() => shop.close());
  beforeEach(async () => {
    const prepaid = await shop.ask('prepay', oneApple(`request-${api}-${String(++serial).padStart(8, '0')}`));
    outTradeNo = prepaid.outTradeNo;
    const [order] = (await shop.documents('orders')).filter(({ _id }) => _id === outTradeNo);
    const transactionId = `4200${String(serial).padStart(24, '0')}`;
    const { appid, mchid, openid } = order as Record<string, unknown>;
    const paid = { appid, mchid, openid, outTradeNo, transactionId, total: prepaid.total };
    const trades = { v2: paidTradeV2(paid), v3: paidTradeV3(paid) };
    genuine = { keys: wechatKeys(shop.keysFolder), trade: trades[api], other: trades[api === 'v2' ? 'v3' : 'v2'] };
  });

  /** Sends it, and proves that the order stayed as it was and that nothing but what is allowed was written. */
  const deliver = async (message: Message, anomaly: boolean) => {
    const before = await shop.everything();
    const answer = await send(shop, message);
    const after = await shop.everything();
    for (const collection of ['orders', 'payments', 'ledger', 'refunds'])
      expect(after[collection]).toEqual(before[collection]);
    const count = (world: Record<string, unknown>) => (world.anomalies as unknown[]).length;
    expect(count(after) - count(before)).toBe(anomaly ? 1 : 0);
    return { answer, before, after };
  };

  if (api === 'v3') {
    test.each(refusedV3)('one %s', async (_name, make, status, anomaly) => {
      const { answer, before, after } = await deliver(make(genuine), anomaly);
      expect(answer.status).toBe(status);
      if (status === 401) {
        expect(JSON.parse(answer.text)).toEqual({ code: 'FAIL', message: 'SIGN' });
        expect(after).toEqual(before);
      }
    });

    test('while the same one, unchanged, does pay it', async () => {
      expect((await send(shop, v3(genuine, genuine.trade))).status).toBe(204);
      expect((await shop.ask('trade', { action: 'get', outTradeNo })).order.status).toBe('PAID');
    });
  } else {
    test.each(refusedV2)('one %s', async (_name, make, status, anomaly, text) => {
      const { answer, before, after } = await deliver(make(genuine), anomaly);
      expect(answer.status).toBe(status);
      expect(answer.text).toMatch(text);
      if (text === failed && !anomaly) expect(after).toEqual(before);
    });

    test('while the same one, unchanged, does pay it', async () => {
      expect((await send(shop, v2(genuine, genuine.trade))).text).toMatch(succeeded);
      expect((await shop.ask('trade', { action: 'get', outTradeNo })).order.status).toBe('PAID');
    });
  }

  test('one of 6 MB is cut off, and the next is served', async () => {
    const before = await shop.everything();
    const path = api === 'v3' ? '/trade/notify/v3' : '/trade/notify/v2/paid';
    const headers = { 'content-type': api === 'v3' ? 'application/json' : 'text/xml' };
    const answer = await send(shop, { path, headers, body: 'x'.repeat(6_000_000) });
    expect(answer.status).toBe(413);
    expect(await shop.everything()).toEqual(before);
    expect((await shop.ask('trade', { action: 'get', outTradeNo })).order.status).toBe('PAYING');
  });

  test.each([
    ['GET', '/trade/notify/v3', 405],
    ['POST', '/trade/notify/v4', 404],
    ['POST', '/trade', 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const answer = await fetch(`${shop.cloudUrl}${path}`, { method });
    expect(answer.status).toBe(status);
  });
});
