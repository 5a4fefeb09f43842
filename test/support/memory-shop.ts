import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { handle as handleBackoffice } from '../../cloudfunctions/backoffice/handle';
import type { Caller } from '../../cloudfunctions/lib/cloudbase/read-caller';
import { NotConfigured } from '../../cloudfunctions/lib/errors';
import type { BackofficePorts } from '../../cloudfunctions/lib/operations/ports';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import type { ShippingInfo } from '../../cloudfunctions/lib/payment/shipment';
import { handle as handlePrepay } from '../../cloudfunctions/prepay/handle';
import { handle as handleTrade } from '../../cloudfunctions/trade/handle';
import type { Answers, ErrorCode, Reply } from '../../typings/api';
import { fen } from './an-order';
import { FakeWechat } from './fake-wechat';
import { MemoryDatabase } from './memory-database';

export const buyerA: Caller = { openid: 'oBuyerA', source: 'wx_client', clientIp: '203.0.113.7' };
export const buyerB: Caller = { openid: 'oBuyerB', source: 'wx_client', clientIp: '203.0.113.8' };
export const operator: Caller = { openid: 'oOperator1', source: 'wx_client', clientIp: '203.0.113.9' };
export const secondOperator: Caller = { ...operator, openid: 'oOperator2' };
/** The platform's timer. */
export const clock: Caller = { source: 'wx_trigger', clientIp: '127.0.0.1' };
export const overHttp: Caller = { source: '', clientIp: '127.0.0.1' };

/** 10 December 2026, 10:00 in Beijing. */
const START = 1_796_868_000_000;

/** The real handlers over ports in memory. */
export function memoryShop(changes: Partial<BackofficePorts> = {}, database = new MemoryDatabase()) {
  const wechat = new FakeWechat();
  const logged: string[] = [];
  const delivered: string[] = [];
  const shipped: ShippingInfo[] = [];
  const keep = (message: string, details?: object) => void logged.push(JSON.stringify({ message, ...details }));
  let now = START;
  let serial = 0;
  let notification: Notification = { kind: 'untrusted', reason: 'none was set' };
  const ports: BackofficePorts = {
    clock: () => now,
    pause: () => new Promise(() => undefined),
    random: (bytes) => createHash('sha512').update(String(++serial)).digest().subarray(0, bytes),
    digest: (text) => createHash('sha256').update(text).digest(),
    database,
    gateway(api) {
      if (api !== 'v3') throw new NotConfigured('only v3 here');
      return wechat;
    },
    readNotification: () => notification,
    merchant: { appid: 'wx0123456789abcdef', mchid: '1900000001' },
    api: 'v3',
    settings: { orderMinutes: 15, operators: ['oOperator1', 'oOperator2'], secondOperatorAbove: fen(50_000) },
    log: { info: keep, rejected: keep, error: keep },
    fulfil: async (_order, outboxId) => {
      delivered.push(outboxId);
      return { logisticsType: 2 };
    },
    uploadShipping: async (info) => void shipped.push(info),
    clockSkew: () => 0,
    ...changes,
  };
  const shop = {
    ports,
    database,
    wechat,
    logged,
    delivered,
    shipped,
    get now() {
      return now;
    },
    wait(milliseconds: number) {
      now += milliseconds;
    },
    call: {
      prepay: (event: unknown, caller = buyerA) => handlePrepay(event, caller, ports),
      trade: (event: unknown, caller = buyerA) => handleTrade(event, caller, ports),
      backoffice: (event: unknown, caller = operator) => handleBackoffice(event, caller, ports),
    },
    /** A minute passes, and the clock comes. */
    async tick(minutes = 1) {
      for (let i = 0; i < minutes; i++) {
        now += 60_000;
        await shop.call.backoffice(timerEvent, clock);
      }
    },
    /** What an order looks like now, in the database. */
    order: (outTradeNo: string) => database.all('orders').find(({ _id }) => _id === outTradeNo),
    refund: (outRefundNo: string) => database.all('refunds').find(({ _id }) => _id === outRefundNo),
    outbox: (id: string) => database.all('outbox').find(({ _id }) => _id === id),
    /** Buys one apple and pays for it, and WeChat says so. */
    async sell(requestId = 'request-1') {
      const { outTradeNo } = await shop.buy(requestId);
      await shop.notify({ kind: 'trade', id: `event-${requestId}`, trade: wechat.pay(outTradeNo, now) });
      return outTradeNo;
    },
    /** Buys one apple, up to the moment at which the buyer would pay. */
    async buy(requestId = 'request-1', quantity = 1) {
      const items = [{ sku: 'apple', quantity }];
      return data<'prepay'>(await shop.call.prepay({ action: 'prepay', requestId, items }));
    },
    /** Delivers what the protocol has made of a notification. */
    notify(read: Notification, request: object = {}) {
      notification = read;
      return shop.call.trade({ ...notificationRequest, ...request }, overHttp);
    },
  };
  return shop;
}

export const timerEvent = { Type: 'Timer', TriggerName: 'every-minute', Time: '2026-12-10T02:00:00Z' };

export const notificationRequest = {
  httpMethod: 'POST',
  path: '/notify/v3',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
  isBase64Encoded: false,
};

export function data<K extends keyof Answers>(reply: unknown): Answers[K] {
  const { ok, ...rest } = reply as Reply<Answers[K]>;
  if (!ok) throw new Error(`refused: ${JSON.stringify(rest)}`);
  return (rest as { data: Answers[K] }).data;
}

export function refusedWith(code: ErrorCode) {
  return { ok: false, error: { code, message: expect.any(String) } };
}
