import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../../local/console/page/entry';
import { newestOrder } from '../../../local/console/page/newest-order';
import { orderOf } from '../../../local/console/page/order-of';
import { sequence } from '../../../local/console/page/sequence';
import { call, exchange } from './entries';

/** The diagram as lines: `phone>cloud cloud-1`, `phone>cloud cloud-1-ask`. */
const drawn = (entries: Entry[]) => sequence(entries).map(({ from, to, key }) => `${from}>${to} ${key}`);
const notification = (body: string) => ({ direction: 'notification' as const, request: { headers: {}, body } });

describe('the two logs become one sequence', () => {
  test.each<{ what: string; entries: Entry[]; lines: string[] }>([
    { what: 'nothing is nothing', entries: [], lines: [] },
    {
      what: 'a call that asks WeChat stands around its request',
      entries: [exchange(1, 10, 20), call(1, 0, 50)],
      lines: ['phone>cloud cloud-1-ask', 'cloud>wechatpay wechatpay-1', 'phone>cloud cloud-1-answer'],
    },
    {
      what: 'calls one after another stand whole, oldest first, whichever log they come from',
      entries: [call(2, 100, 10), exchange(1, 50, 10), call(1, 0, 10)],
      lines: ['phone>cloud cloud-1', 'cloud>wechatpay wechatpay-1', 'phone>cloud cloud-2'],
    },
    {
      what: 'a notification goes from WeChat to the cloud, and its arrival is not drawn again',
      entries: [
        exchange(1, 0, 10, notification('<xml>paid</xml>')),
        call(1, 2, 6, { kind: 'http', request: { body: '<xml>paid</xml>' } }),
      ],
      lines: ['wechatpay>cloud wechatpay-1'],
    },
    {
      what: 'a visit over HTTP that WeChat did not make is drawn',
      entries: [
        exchange(1, 0, 1, notification('genuine')),
        call(1, 5, 6, { kind: 'http', request: { body: 'forged' } }),
      ],
      lines: ['wechatpay>cloud wechatpay-1', 'wechatpay>cloud cloud-1'],
    },
    {
      what: 'a visit without a body is no lost notification',
      entries: [exchange(1, 0, 1, notification('')), call(1, 5, 6, { kind: 'http', request: { body: '' } })],
      lines: ['wechatpay>cloud wechatpay-1', 'wechatpay>cloud cloud-1'],
    },
    {
      what: "the phone's own question goes past the cloud",
      entries: [exchange(1, 0, 1, { path: '/_control/cashier' })],
      lines: ['phone>wechatpay wechatpay-1'],
    },
    {
      what: 'a timer stays in the cloud',
      entries: [call(1, 0, 5, { kind: 'timer', request: undefined })],
      lines: ['cloud>cloud cloud-1'],
    },
    {
      what: 'what happens within one millisecond keeps the order of cause and effect',
      entries: [exchange(1, 0, 0), call(1, 0, 0)],
      lines: ['phone>cloud cloud-1', 'cloud>wechatpay wechatpay-1'],
    },
  ])('$what', ({ entries, lines }) => {
    expect(drawn(entries)).toEqual(lines);
  });
});

describe('the order of an entry', () => {
  test.each<{ where: string; entry: Entry; order: string | undefined }>([
    { where: 'what the gateway says', entry: exchange(1, 0, 0, { outTradeNo: 'B2' }), order: 'B2' },
    { where: 'the request', entry: call(1, 0, 0, { request: { outTradeNo: 'B2' } }), order: 'B2' },
    {
      where: 'the answer of prepay',
      entry: call(1, 0, 0, { request: { action: 'prepay' }, result: { ok: true, data: { outTradeNo: 'B2' } } }),
      order: 'B2',
    },
    {
      where: 'the order in an answer',
      entry: call(1, 0, 0, { request: null, result: { ok: true, data: { order: { outTradeNo: 'B2' } } } }),
      order: 'B2',
    },
    {
      where: 'no place for a list',
      entry: call(1, 0, 0, { request: { action: 'list' }, result: null }),
      order: undefined,
    },
    { where: 'no place for a number', entry: call(1, 0, 0, { request: { outTradeNo: 7 } }), order: undefined },
  ])('is found in $where', ({ entry, order }) => {
    expect(orderOf(entry)).toBe(order);
  });
});

test('the newest order is the one last spoken of', () => {
  const entries = [
    exchange(2, 90, 1, { outTradeNo: 'B2' }),
    call(3, 100, 1, { request: { action: 'list' } }),
    call(1, 0, 1),
  ];
  expect(newestOrder(entries)).toBe('B2');
  expect(newestOrder([])).toBeUndefined();
});
