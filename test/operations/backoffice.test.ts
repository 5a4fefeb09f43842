import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../cloudfunctions/lib/cloudbase/read-caller';
import type { ErrorCode } from '../../typings/api';
import { soldShop } from '../support/memory-refunds';
import {
  buyerA,
  clock,
  data,
  memoryShop,
  notificationRequest,
  operator,
  refusedWith,
  timerEvent,
} from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
beforeEach(() => {
  shop = memoryShop();
});

const untouched = async (call: () => Promise<unknown>, code: ErrorCode) => {
  const before = shop.database.everything();
  const calls = shop.wechat.calls.length;
  expect(await call()).toEqual(refusedWith(code));
  expect(shop.database.everything()).toEqual(before);
  expect(shop.wechat.calls).toHaveLength(calls);
};

describe('[T21] [T22] [T35] the jobs run for the platform’s clock and for nobody else', () => {
  const everybody: [string, Caller][] = [
    ['a buyer', buyerA],
    ['an operator', operator],
    ['a developer in the simulator of DevTools', { ...operator, source: 'wx_devtools' }],
    ['a developer on his own machine', { ...clock, source: 'wx_localdebug' }],
    ['another function', { ...clock, source: 'scf' }],
    ['the internet', { ...clock, source: '' }],
    ['WeChat’s HTTP API', { ...clock, source: 'wx_http' }],
    ['a function that the clock called', { ...clock, source: 'wx_trigger,scf' }],
    ['the clock as called by somebody else', { ...clock, source: 'wx_client,wx_trigger' }],
    ['something like the clock', { ...clock, source: 'WX_TRIGGER' }],
    ['something like the clock with a blank', { ...clock, source: ' wx_trigger' }],
    ['what the platform does not know', { ...clock, source: 'wx_unknown' }],
  ];

  test.each(everybody)('%s runs nothing', async (_name, caller) => {
    await shop.sell();
    shop.wait(60_000);
    const { length } = shop.logged;
    const known = caller.openid?.startsWith('oOperator');
    await untouched(
      () => shop.call.backoffice(timerEvent, caller),
      known && !caller.source.includes('trigger') ? 'ERR_UNKNOWN_ACTION' : 'ERR_FORBIDDEN',
    );
    expect(shop.delivered).toEqual([]);
    if (!known) expect(shop.logged.slice(length).join()).toContain(`"source":"${caller.source}"`);
  });

  test('the clock runs them, whatever its event says', async () => {
    const outTradeNo = await shop.sell();
    shop.wait(60_000);
    for (const event of [timerEvent, undefined, { action: 'refund' }]) await shop.call.backoffice(event, clock);
    expect(shop.delivered).toEqual([`fulfil:${outTradeNo}`]);
    expect(shop.database.all('refunds')).toEqual([]);
  });
});

const actions = [
  { action: 'refund', requestId: 'r', outTradeNo: 'x', amount: 1, reason: 'x' },
  { action: 'decideRefund', outRefundNo: 'R0', approve: true },
  { action: 'order', outTradeNo: 'x' },
  { action: 'orders' },
  { action: 'refunds' },
  { action: 'anomalies' },
  { action: 'findings' },
  { action: 'closeFinding', id: '2026-12-09:mismatch:4200' },
  { action: 'report', date: '2026-12-09' },
  { action: 'summary' },
];

describe.each(actions)('[T21] $action', (event) => {
  test.each<[string, Caller]>([
    ['a buyer', buyerA],
    ['nobody who is logged in', { ...operator, openid: undefined }],
    ['an operator’s openid over HTTP', { ...operator, source: '' }],
    ['an operator’s openid from another function', { ...operator, source: 'scf' }],
    ['an operator’s openid from the page crawler', { ...operator, source: 'wx_crawler' }],
    ['somebody whose openid begins like an operator’s', { ...operator, openid: 'oOperator' }],
  ])('is not for %s', (_name, caller) =>
    untouched(() => shop.call.backoffice({ ...event, openid: 'oOperator1' }, caller), 'ERR_FORBIDDEN'),
  );

  test('is for nobody, where no operator is configured', () => {
    shop.ports.settings = { ...shop.ports.settings, operators: [] };
    return untouched(() => shop.call.backoffice(event), 'ERR_FORBIDDEN');
  });

  test('is refused in the shape of an HTTP request', () =>
    untouched(() => shop.call.backoffice({ ...notificationRequest, ...event }), 'ERR_FORBIDDEN'));
});

describe('an operator is refused', () => {
  test.each<[string, unknown, ErrorCode]>([
    ['no event', null, 'ERR_BAD_REQUEST'],
    ['no action', {}, 'ERR_UNKNOWN_ACTION'],
    ['an action of another function', { action: 'prepay' }, 'ERR_UNKNOWN_ACTION'],
    ['an action that every object has', { action: 'toString' }, 'ERR_UNKNOWN_ACTION'],
    [
      'an operator for a refund',
      { action: 'decideRefund', outRefundNo: { $ne: '' }, approve: true },
      'ERR_BAD_REQUEST',
    ],
    ['a text for a decision', { action: 'decideRefund', outRefundNo: 'R0', approve: 'true' }, 'ERR_BAD_REQUEST'],
    ['no decision', { action: 'decideRefund', outRefundNo: 'R0' }, 'ERR_BAD_REQUEST'],
    ['an operator for an order', { action: 'order', outTradeNo: { $ne: '' } }, 'ERR_BAD_REQUEST'],
    ['no order', { action: 'order' }, 'ERR_BAD_REQUEST'],
    ['an order that there is not', { action: 'order', outTradeNo: 'x' }, 'ERR_ORDER_NOT_FOUND'],
    ['an operator for a status', { action: 'orders', status: { $ne: 'PAID' } }, 'ERR_BAD_REQUEST'],
    ['a status of refunds for orders', { action: 'orders', status: 'ASKED' }, 'ERR_BAD_REQUEST'],
    ['a status of orders for refunds', { action: 'refunds', status: 'PAID' }, 'ERR_BAD_REQUEST'],
    ['a text for a moment', { action: 'anomalies', before: '1' }, 'ERR_BAD_REQUEST'],
    ['a status of refunds for findings', { action: 'findings', status: 'ASKED' }, 'ERR_BAD_REQUEST'],
    ['an operator for a finding', { action: 'closeFinding', id: { $ne: '' } }, 'ERR_BAD_REQUEST'],
    ['a path for a finding', { action: 'closeFinding', id: '../orders/1' }, 'ERR_BAD_REQUEST'],
    ['a finding that there is not', { action: 'closeFinding', id: 'none' }, 'ERR_FINDING_NOT_FOUND'],
    ['[T40] a path for a day', { action: 'report', date: '../../2026-12-09' }, 'ERR_BAD_REQUEST'],
    ['[T40] a day that no calendar has', { action: 'report', date: '2026-02-29' }, 'ERR_BAD_REQUEST'],
    ['a number for a day', { action: 'report', date: 20261209 }, 'ERR_BAD_REQUEST'],
    ['an operator for a moment', { action: 'refunds', before: { $gt: 0 } }, 'ERR_BAD_REQUEST'],
  ])('%s', (_name, event, code) => untouched(() => shop.call.backoffice(event), code));
});

describe('an operator sees', () => {
  test('the orders, newest first and of one status, with as little of the buyer as tells him apart', async () => {
    const bought: string[] = [];
    for (let i = 0; i < 25; i++) {
      bought.unshift(await shop.sell(`request-${i}`));
      shop.wait(1_000);
    }
    const { outTradeNo } = await shop.buy('unpaid');
    const page = async (more: object) =>
      data<'orders'>(await shop.call.backoffice({ action: 'orders', ...more })).orders.map((order) => order.outTradeNo);
    const first = await page({});
    expect(first).toEqual([outTradeNo, ...bought.slice(0, 19)]);
    const { orders } = data<'orders'>(await shop.call.backoffice({ action: 'orders', status: 'PAID' }));
    expect(orders.map((order) => order.outTradeNo)).toEqual(bought.slice(0, 20));
    const before = orders.at(-1)?.createdAt;
    expect(await page({ status: 'PAID', before })).toEqual(bought.slice(20));
    expect(orders[0]).toMatchObject({ buyer: 'BuyerA', late: false, hold: false, fulfilled: false, total: 1280 });
    await shop.tick();
    const delivered = data<'orders'>(await shop.call.backoffice({ action: 'orders', status: 'PAID' })).orders[0];
    expect(delivered?.fulfilled).toBe(true);
  });

  test('one order of anybody’s with its refunds, newest first, and no other order’s', async () => {
    const desk = await soldShop();
    const first = await desk.asked({ amount: 1 });
    desk.shop.wait(60_000);
    const second = await desk.given(2, { requestId: 'second' });
    const other = await desk.shop.sell('another');
    await desk.give(3, { outTradeNo: other });
    const { outTradeNo } = desk;
    const { order, refunds } = data<'order'>(await desk.shop.call.backoffice({ action: 'order', outTradeNo }));
    expect(order).toMatchObject({ outTradeNo, buyer: 'BuyerA', total: 1280, refunding: 3, refunded: 0 });
    expect(refunds).toMatchObject([
      { outRefundNo: second, amount: 2, status: 'REQUESTED' },
      { outRefundNo: first, amount: 1, status: 'ASKED' },
    ]);
    expect(JSON.stringify([order, refunds])).not.toContain('oBuyerA');
  });

  test('the refunds, newest first and of one status', async () => {
    const desk = await soldShop();
    const first = await desk.asked({ amount: 1 });
    desk.shop.wait(60_000);
    const second = await desk.given(2, { requestId: 'second' });
    const list = async (more: object) =>
      data<'refunds'>(await desk.shop.call.backoffice({ action: 'refunds', ...more })).refunds.map(
        ({ outRefundNo }) => outRefundNo,
      );
    expect(await list({})).toEqual([second, first]);
    expect(await list({ status: 'ASKED' })).toEqual([first]);
    expect(await list({ before: desk.shop.now })).toEqual([first]);
  });

  test('what does not fit, of payments and of refunds', async () => {
    const { outTradeNo } = await shop.buy();
    const trade = shop.wechat.pay(outTradeNo, shop.now);
    await shop.notify({ kind: 'trade', id: 'event', trade: { ...trade, total: 1 as never } });
    await shop.notify({ kind: 'trade', id: 'event', trade });
    shop.wait(1);
    const refund = { ...shop.wechat.refundInConsole(outTradeNo, 500), mchid: '1900000002' };
    await shop.notify({ kind: 'refund', id: 'event', refund });
    const { transactionId } = trade;
    expect(data<'anomalies'>(await shop.call.backoffice({ action: 'anomalies' })).anomalies).toEqual([
      {
        ...{ id: `refund-mchid:${refund.outRefundNo}`, reason: 'refund-mchid', amount: 500, transactionId, outTradeNo },
        ...{ source: 'notification', createdAt: shop.now },
      },
      {
        ...{ id: `amount:${transactionId}`, reason: 'amount', amount: 1, transactionId, outTradeNo },
        ...{ source: 'notification', createdAt: shop.now - 1 },
      },
    ]);
  });

  test('how the Beijing day goes, and what waits for him', async () => {
    const desk = await soldShop();
    await desk.shop.buy('unpaid');
    const refunds = await desk.given(500);
    await desk.shop.tick();
    await desk.shop.notify({ kind: 'refund', id: 'event', refund: desk.shop.wechat.finishRefund(refunds) });
    await desk.asked({ amount: 1 });
    const summary = async () => data<'summary'>(await desk.shop.call.backoffice({ action: 'summary' }));
    expect(await summary()).toEqual({
      today: { orders: 2, paid: 1, paidAmount: 1280, refundedAmount: 500 },
      waiting: { refundsAsked: 1, refundsAbnormal: 0, anomalies: 0, findings: 0, alerts: 0 },
    });
    // It is ten in the morning.
    desk.shop.wait(14 * 3_600_000);
    expect((await summary()).today).toEqual({ orders: 0, paid: 0, paidAmount: 0, refundedAmount: 0 });
  });
});
