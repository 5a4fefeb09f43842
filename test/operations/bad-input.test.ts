import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../cloudfunctions/lib/cloudbase/read-caller';
import type { ErrorCode } from '../../typings/api';
import { buyerA, data, memoryShop, notificationRequest, refusedWith } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
beforeEach(() => {
  shop = memoryShop();
});

const untouched = async (call: () => Promise<unknown>, code: ErrorCode) => {
  const before = shop.database.everything();
  expect(await call()).toEqual(refusedWith(code));
  expect(shop.database.everything()).toEqual(before);
  expect(shop.wechat.calls).toEqual([]);
};

const cart = (items: unknown, more: object = {}) => ({ action: 'prepay', requestId: 'request-1', items, ...more });
const one = (quantity: unknown) => cart([{ sku: 'apple', quantity }]);
const sixty = Array.from({ length: 60 }, (_, i) => ({ sku: `goods-${i}`, quantity: 1 }));

describe('prepay writes nothing and asks nobody', () => {
  test.each<[string, unknown, ErrorCode]>([
    ['no event', null, 'ERR_BAD_REQUEST'],
    ['a string', 'prepay', 'ERR_BAD_REQUEST'],
    ['no action', {}, 'ERR_UNKNOWN_ACTION'],
    ['an action of another function', { action: 'confirm', outTradeNo: 'x' }, 'ERR_UNKNOWN_ACTION'],
    ['an action that every object has', { action: 'constructor' }, 'ERR_UNKNOWN_ACTION'],
    ['an operator for an action', { action: { $ne: '' } }, 'ERR_UNKNOWN_ACTION'],
    ['no items', { action: 'prepay', requestId: 'request-1' }, 'ERR_BAD_REQUEST'],
    ['an object for items', cart({ length: 1, 0: { sku: 'apple', quantity: 1 } }), 'ERR_BAD_REQUEST'],
    ['an empty cart', cart([]), 'ERR_BAD_REQUEST'],
    ['a line that is null', cart([null]), 'ERR_BAD_REQUEST'],
    ['a line that is a string', cart(['apple']), 'ERR_BAD_REQUEST'],
    ['an operator for a sku', cart([{ sku: { $gt: '' }, quantity: 1 }]), 'ERR_BAD_REQUEST'],
    ['an array for a sku', cart([{ sku: ['apple'], quantity: 1 }]), 'ERR_BAD_REQUEST'],
    ['the same goods twice', cart([...(one(1).items as object[]), ...(one(1).items as object[])]), 'ERR_BAD_REQUEST'],
    ['unknown goods', cart([{ sku: 'durian', quantity: 1 }]), 'ERR_UNKNOWN_GOODS'],
    ['goods named as every object', cart([{ sku: '__proto__', quantity: 1 }]), 'ERR_UNKNOWN_GOODS'],
    ['sixty lines', cart(sixty), 'ERR_CART_TOO_LARGE'],
    ['no request id', cart([{ sku: 'apple', quantity: 1 }], { requestId: undefined }), 'ERR_BAD_REQUEST'],
    ['an operator for a request id', cart([], { requestId: { $regex: '.' } }), 'ERR_BAD_REQUEST'],
    ['a number for a request id', cart([], { requestId: 1 }), 'ERR_BAD_REQUEST'],
    ['a request id with a separator', cart([], { requestId: 'oBuyerB|1' }), 'ERR_BAD_REQUEST'],
    ['a request id of a megabyte', cart([], { requestId: 'x'.repeat(1_000_000) }), 'ERR_BAD_REQUEST'],
    ['an operator for an order', { action: 'repay', outTradeNo: { $exists: true } }, 'ERR_BAD_REQUEST'],
    [
      'an order that does not exist',
      { action: 'repay', outTradeNo: '20261210AAAAAAAAAAAAAAAAAAAA' },
      'ERR_ORDER_NOT_FOUND',
    ],
  ])('[T27] for %s', (_name, event, code) => untouched(() => shop.call.prepay(event), code));

  test.each([
    0,
    -1,
    1.5,
    0.01,
    1000,
    2 ** 31,
    2 ** 53,
    Number.NaN,
    '2',
    '1e3',
    null,
    undefined,
    true,
    [1],
    { $inc: 1 },
  ])('[T27] for a quantity of %j', (quantity) => untouched(() => shop.call.prepay(one(quantity)), 'ERR_BAD_QUANTITY'));
});

test.each([
  { price: 1 },
  { total: 1, amount: 1 },
  { openid: 'oBuyerB', userInfo: { openId: 'oBuyerB', appId: 'wxffffffffffffffff' } },
  { status: 'PAID', outTradeNo: '20261210AAAAAAAAAAAAAAAAAAAA' },
])('[T24] [T27] %j beside a cart, or in its lines, changes neither price nor buyer', async (more) => {
  const items = [{ sku: 'apple', quantity: 2, ...more }];
  const { outTradeNo, total } = data<'prepay'>(await shop.call.prepay(cart(items, more)));
  expect(total).toBe(2560);
  expect(shop.order(outTradeNo)).toMatchObject({ amount: 2560, openid: 'oBuyerA', status: 'PAYING' });
  expect(shop.order(outTradeNo)?.items).toEqual([
    { sku: 'apple', title: '红富士苹果', price: 1280, quantity: 2, picture: 'apple' },
  ]);
});

test.each(['prepay', 'repay'] as const)(
  '[T13] nothing that is signed for the phone comes from the phone (%s)',
  async (action) => {
    const { outTradeNo } = await shop.buy('request-1');
    const items = [{ sku: 'apple', quantity: 1 }];
    const forged = {
      ...{ timeStamp: '1', nonceStr: 'mine', package: 'prepay_id=mine', signType: 'MD5', paySign: 'mine' },
      ...{ prepayId: 'mine', prepay_id: 'mine', appId: 'wxffffffffffffffff', openid: 'oBuyerB', notify_url: 'mine' },
    };
    const request = action === 'prepay' ? { requestId: 'request-1', items } : { outTradeNo };
    const { payment } = data<'prepay'>(await shop.call.prepay({ action, ...request, ...forged, payment: forged }));
    expect(payment).toEqual({
      ...{ timeStamp: '1790000000', nonceStr: 'nonce', package: `prepay_id=prepay-${outTradeNo}` },
      ...{ signType: 'RSA', paySign: 'signature' },
    });
    expect(JSON.stringify(shop.database.everything())).not.toContain('mine');
  },
);

describe('trade writes nothing and asks nobody', () => {
  test.each<[string, unknown, ErrorCode]>([
    ['no action', {}, 'ERR_UNKNOWN_ACTION'],
    ['an action of another function', { action: 'prepay' }, 'ERR_UNKNOWN_ACTION'],
    ['an operator for an order', { action: 'get', outTradeNo: { $ne: null } }, 'ERR_BAD_REQUEST'],
    ['an array for an order', { action: 'confirm', outTradeNo: ['x'] }, 'ERR_BAD_REQUEST'],
    ['no order', { action: 'cancel' }, 'ERR_BAD_REQUEST'],
    ['an operator for a moment', { action: 'list', before: { $gt: 0 } }, 'ERR_BAD_REQUEST'],
    ['a string for a moment', { action: 'list', before: '1796868000000' }, 'ERR_BAD_REQUEST'],
    ['a moment that is no number', { action: 'list', before: Number.NaN }, 'ERR_BAD_REQUEST'],
  ])('[T25] for %s', (_name, event, code) => untouched(() => shop.call.trade(event), code));
});

const callers: [string, Partial<Caller>][] = [
  ['nobody who is logged in', { openid: undefined }],
  ['a timer', { source: 'wx_trigger' }],
  ['another function', { source: 'scf' }],
  ['a function that a buyer called through something else', { source: 'wx_http,wx_client' }],
  ['a developer who runs the function on his own machine', { source: 'wx_localdebug' }],
  ['the page crawler', { source: 'wx_crawler' }],
  ['HTTP access', { source: '' }],
];

describe.each(callers)('[T21] %s', (_name, changes) => {
  test.each(['prepay', 'trade'] as const)('may not call %s as a buyer', (name) => {
    const event = name === 'prepay' ? one(1) : { action: 'list' };
    return untouched(() => shop.call[name](event, { ...buyerA, ...changes }), 'ERR_FORBIDDEN');
  });
});

test('[T21] the simulator of DevTools may buy as the developer who is logged in to it', async () => {
  expect(await shop.call.prepay(one(1), { ...buyerA, source: 'wx_devtools' })).toMatchObject({ ok: true });
});

describe.each(['wx_client', 'wx_devtools', 'wx_localdebug', 'wx_client,scf', 'scf,wx_client'])(
  '[T22] an event shaped like HTTP access from %s',
  (source) => {
    test.each(['prepay', 'trade'] as const)('is refused by %s', (name) => {
      const event = { ...notificationRequest, action: 'list' };
      return untouched(() => shop.call[name](event, { ...buyerA, source }), 'ERR_FORBIDDEN');
    });
  },
);
