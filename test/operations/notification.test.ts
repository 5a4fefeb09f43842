import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import type { Trade } from '../../cloudfunctions/lib/payment/trade';
import { data, memoryShop, overHttp } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
let trade: Trade;
beforeEach(async () => {
  shop = memoryShop();
  const { outTradeNo } = await shop.buy();
  trade = shop.wechat.pay(outTradeNo, shop.now);
});

const v2 = { path: '/notify/v2/paid', headers: { 'content-type': 'text/xml' } };
const about = (changes: Partial<Trade> = {}): Notification => ({
  kind: 'trade',
  id: 'event-1',
  trade: { ...trade, ...changes },
});
const json = { 'content-type': 'application/json; charset=utf-8' };
const xml = (code: string, message: string) => ({
  statusCode: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: `<xml><return_code><![CDATA[${code}]]></return_code><return_msg><![CDATA[${message}]]></return_msg></xml>`,
  isBase64Encoded: false,
});
const accepted = [{ statusCode: 204, headers: {}, body: '', isBase64Encoded: false }, xml('SUCCESS', 'OK')];
const untrusted = [
  { statusCode: 401, headers: json, body: '{"code":"FAIL","message":"SIGN"}', isBase64Encoded: false },
  xml('FAIL', 'SIGN'),
];
const failed = [
  { statusCode: 500, headers: json, body: '{"code":"FAIL","message":"FAIL"}', isBase64Encoded: false },
  xml('FAIL', 'FAIL'),
];
const books = ({ database }: typeof shop) =>
  (['orders', 'payments', 'ledger', 'refunds'] as const).map((name) => database.all(name));

/** Delivers it by both addresses. */
const deliver = async (notification: Notification) => [
  await shop.notify(notification),
  await shop.notify(notification, v2),
];

describe('a notification', () => {
  test('of a payment settles the order before it is answered, and a copy is answered alike', async () => {
    expect(await deliver(about())).toEqual(accepted);
    expect(shop.order(trade.outTradeNo)).toMatchObject({ status: 'PAID', transactionId: trade.transactionId });
    expect(shop.database.all('payments')).toMatchObject([{ source: 'notification', rawDigest: 'ab'.repeat(32) }]);
    expect(shop.database.all('ledger')).toHaveLength(1);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `fulfil:${trade.outTradeNo}` }]);
    expect(shop.database.all('inbox')).toEqual([]);
  });

  test('[T22] [T23] that is not WeChat’s writes nothing, in the database or much in the log', async () => {
    const before = shop.database.everything();
    expect(await deliver({ kind: 'untrusted', reason: 'no signature' })).toEqual(untrusted);
    expect(shop.database.everything()).toEqual(before);
  });

  test.each<[string, Partial<Trade>]>([
    ['amount', { total: 1 as never }],
    ['appid', { appid: 'wxffffffffffffffff' }],
    ['mchid', { mchid: '1900000002' }],
    ['openid', { openid: 'oBuyerB' }],
    ['currency', { currency: 'USD' }],
    ['api', { api: 'v2' }],
    ['unknown-state', { state: 'NEWSTATE' }],
  ])('with another %s is kept as one anomaly with one alert, and changes no order', async (reason, changes) => {
    const before = books(shop);
    expect(await deliver(about(changes))).toEqual(accepted);
    expect(books(shop)).toEqual(before);
    const _id = `${reason}:${trade.transactionId}`;
    expect(shop.database.all('anomalies')).toMatchObject([{ _id, reason, outTradeNo: trade.outTradeNo }]);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `alert:${_id}`, kind: 'alert' }]);
  });

  test('whose transaction has already paid another order pays no second one', async () => {
    await shop.notify(about());
    const { outTradeNo } = await shop.buy('request-2');
    expect(await shop.notify(about({ outTradeNo }))).toEqual(accepted[0]);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAYING' });
    expect(shop.database.all('anomalies')).toMatchObject([{ reason: 'transaction-used', outTradeNo }]);
  });

  test('about an order that we do not have is asked to come again, and alerts once', async () => {
    const outTradeNo = '20261210ZZZZZZZZZZZZZZZZZZZZ';
    expect(await deliver(about({ outTradeNo }))).toEqual(failed);
    expect(shop.database.all('anomalies')).toMatchObject([{ reason: 'unknown-order', outTradeNo }]);
    expect(shop.database.all('outbox')).toHaveLength(1);
  });

  test.each(['NOTPAY', 'CLOSED', 'USERPAYING'])('that says %s is remembered, and settles nothing', async (state) => {
    const before = books(shop);
    expect(await deliver(about({ state }))).toEqual(accepted);
    expect(books(shop)).toEqual(before);
    expect(shop.database.all('inbox')).toMatchObject([{ _id: 'event-1', type: state }]);
    expect(shop.database.all('outbox')).toEqual([]);
  });

  test('of a type we do not know is remembered, and each type alerts once', async () => {
    const unhandled = (id: string): Notification => ({ kind: 'unhandled', id, type: 'PAYSCORE.USER_PAID' });
    expect(await deliver(unhandled('event-1'))).toEqual(accepted);
    expect(await deliver(unhandled('event-2'))).toEqual(accepted);
    expect(shop.database.all('inbox')).toMatchObject([{ _id: 'event-1' }, { _id: 'event-2' }]);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: 'alert:unhandled:PAYSCORE.USER_PAID' }]);
  });

  test.each(['undecipherable', 'malformed'] as const)('that is genuine and %s alerts once a day', async (kind) => {
    const before = books(shop);
    for (let i = 0; i < 3; i++) expect(await shop.notify({ kind, reason: 'why' })).toEqual(failed[0]);
    expect(books(shop)).toEqual(before);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `alert:${kind}:v3:20261210` }]);
    shop.wait(24 * 3_600_000);
    await shop.notify({ kind, reason: 'why' });
    expect(shop.database.all('outbox')).toHaveLength(2);
  });

  test.each(['before', 'after'])(
    '[T34] [T36] is not acknowledged when the platform fails %s the commit',
    async (moment) => {
      shop.database.onCommit = (commit) => {
        if (moment === 'after') commit();
        throw new Error('the answer was lost');
      };
      expect(await shop.notify(about())).toEqual(failed[0]);
      shop.database.onCommit = (commit) => commit();
      const committed = moment === 'after';
      expect(shop.order(trade.outTradeNo)?.status).toBe(committed ? 'PAID' : 'PAYING');

      expect(await shop.notify(about())).toEqual(accepted[0]);
      expect(shop.database.all('payments')).toHaveLength(1);
      expect(shop.database.all('ledger')).toHaveLength(1);
      expect(shop.database.all('outbox')).toHaveLength(1);
    },
  );

  test('that takes longer than WeChat waits is asked to come again', async () => {
    const pauses: number[] = [];
    shop.ports.pause = async (milliseconds) => void pauses.push(milliseconds);
    expect(await shop.notify(about())).toEqual(failed[0]);
    expect(pauses).toEqual([3_500]);
  });
});

describe('[T23] [T42] over HTTP', () => {
  const post = (changes: object) => shop.notify(about(), changes);
  test.each<[number, string, object]>([
    [405, 'GET', { httpMethod: 'GET' }],
    [405, 'a method of lower case that is not post', { httpMethod: 'put' }],
    [404, 'an address that does not exist', { path: '/notify/v4' }],
    [404, 'the function itself', { path: '/trade' }],
    [404, 'an address behind another one', { path: '/x/notify/v3' }],
    [415, 'no content type', { headers: {} }],
    [415, 'a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [415, 'XML where JSON is due', { headers: { 'content-type': 'text/xml' } }],
    [415, 'JSON where XML is due', { path: '/notify/v2/paid' }],
    [413, 'a body of more than 64 KiB', { body: 'x'.repeat(65_537) }],
    [413, 'one that is so large only in bytes', { body: '字'.repeat(30_000) }],
    [413, 'one in base64', { body: Buffer.alloc(65_537).toString('base64'), isBase64Encoded: true }],
    [413, 'six megabytes', { body: 'x'.repeat(6_000_000) }],
  ])('%i answers %s, and nothing is read', async (status, _name, changes) => {
    const before = shop.database.everything();
    expect(await post(changes)).toMatchObject({ statusCode: status });
    expect(shop.database.everything()).toEqual(before);
  });

  test.each([
    ['the stripped path', {}],
    ['the whole path', { path: '/trade/notify/v3' }],
    ['a slash at the end, and a query', { path: '/notify/v3/?openid=oBuyerB' }],
    ['a content type with a charset, in capitals', { headers: { 'CONTENT-TYPE': 'Application/JSON;charset=UTF-8' } }],
    ['a body in base64', { body: Buffer.from('{}').toString('base64'), isBase64Encoded: true }],
    ['exactly 64 KiB', { body: 'x'.repeat(65_536) }],
    ['exactly 64 KiB in base64', { body: Buffer.alloc(65_536).toString('base64'), isBase64Encoded: true }],
  ])('%s is read', async (_name, changes) => {
    expect(await post(changes)).toEqual(accepted[0]);
  });

  test('the protocol is given the bytes, the lower-case headers and the time', async () => {
    let given: unknown;
    shop.ports.readNotification = (api, request) => {
      given = { api, ...request };
      return { kind: 'untrusted', reason: 'only looking' };
    };
    await post({
      headers: { 'Content-Type': 'application/json', 'Wechatpay-Nonce': 'a', 'WECHATPAY-NONCE': 'b', X: ['c', 'd'] },
      body: Buffer.from([0, 255, 10]).toString('base64'),
      isBase64Encoded: true,
    });
    expect(given).toEqual({
      api: 'v3',
      headers: { 'content-type': 'application/json', 'wechatpay-nonce': ['a', 'b'], x: ['c', 'd'] },
      body: Buffer.from([0, 255, 10]),
      nowSeconds: shop.now / 1000,
    });
  });
});

describe('[T29] [T30] however many proofs come at once,', () => {
  test('one order is settled once: twenty notifications and queries', async () => {
    shop.ports.readNotification = () => about();
    const proofs = Array.from({ length: 20 }, (_, i) =>
      i % 2 === 0 ? shop.notify(about()) : shop.call.trade({ action: 'confirm', outTradeNo: trade.outTradeNo }),
    );
    for (const [i, answer] of (await Promise.all(proofs)).entries()) {
      if (i % 2 === 0) expect(answer).toEqual(accepted[0]);
      else expect(data<'confirm'>(answer).order.status).toBe('PAID');
    }
    expect(shop.database.all('payments')).toHaveLength(1);
    expect(shop.database.all('ledger')).toHaveLength(1);
    expect(shop.database.all('outbox')).toMatchObject([{ _id: `fulfil:${trade.outTradeNo}` }]);
    // Without real conflicts this test would prove nothing.
    expect(shop.database.attempts).toBeGreaterThan(25);
  });

  test('a hundred rounds of two hundred proofs fulfil once each', async () => {
    shop.ports.readNotification = (_api, { body }) => JSON.parse(body.toString());
    for (let round = 0; round < 100; round++) {
      const { outTradeNo } = await shop.buy(`round-${round}`);
      const paid = shop.wechat.pay(outTradeNo, shop.now);
      const event = {
        httpMethod: 'POST',
        path: '/notify/v3',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'trade', id: 'event', trade: paid }),
      };
      const buyer = { openid: 'oBuyerA', source: 'wx_client', clientIp: '203.0.113.7' };
      await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          i % 2 === 0 ? shop.call.trade(event, overHttp) : shop.call.trade({ action: 'confirm', outTradeNo }, buyer),
        ),
      );
      const own = (name: 'payments' | 'ledger' | 'outbox') =>
        shop.database.all(name).filter((document) => document.outTradeNo === outTradeNo).length;
      expect([own('payments'), own('ledger'), own('outbox')]).toEqual([1, 1, 1]);
    }
    expect(shop.database.all('anomalies')).toEqual([]);
  }, 60_000);
});
