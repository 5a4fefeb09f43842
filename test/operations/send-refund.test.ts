import { beforeEach, describe, expect, test } from '@jest/globals';
import { NotConfigured } from '../../cloudfunctions/lib/errors';
import { refusal } from '../support/fake-wechat';
import { refuse, silence, soldShop } from '../support/memory-refunds';

let desk: Awaited<ReturnType<typeof soldShop>>;
beforeEach(async () => {
  desk = await soldShop();
});

describe('[T31] [T36] a refund that is sent', () => {
  test('ends with WeChat’s notification, which may come twice', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    const refund = desk.shop.wechat.finishRefund(outRefundNo);
    for (let i = 0; i < 2; i++) {
      expect(await desk.shop.notify({ kind: 'refund', id: 'event', refund })).toMatchObject({ statusCode: 204 });
    }
    expect(desk.shop.refund(outRefundNo)).toMatchObject({
      status: 'SUCCESS',
      endedAt: desk.shop.now,
      refundId: refund.refundId,
    });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 500 });
    expect(desk.ledger()).toContainEqual([`ref:${outRefundNo}`, 'refunds', 'wechat', 500]);
    expect(desk.shop.outbox(`refunded:${outRefundNo}`)).toMatchObject({ kind: 'refunded', payload: { amount: 500 } });
  });

  test('ends by asking, when no notification comes', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    desk.shop.wechat.finishRefund(outRefundNo);
    await desk.shop.tick(3);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUCCESS' });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 500 });
  });

  test('is the buyer’s again to ask for, when WeChat closes it', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    desk.shop.wechat.finishRefund(outRefundNo, 'CLOSED');
    await desk.shop.tick(3);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'CLOSED' });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 0 });
    expect(desk.ledger()).toContainEqual([`void:${outRefundNo}`, 'refunds', 'sales', 500]);
    expect(desk.alerts()).toContain(`alert:refund-closed:${outRefundNo}`);
  });

  test('keeps its reservation and calls a person, when it is abnormal, and may still succeed', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    const refund = desk.shop.wechat.finishRefund(outRefundNo, 'ABNORMAL');
    await desk.shop.notify({ kind: 'refund', id: 'event', refund });
    expect(desk.shop.wechat.calls).toContain(`queryRefund ${outRefundNo}`);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'ABNORMAL' });
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
    expect(desk.alerts()).toEqual([`alert:refund-abnormal:${outRefundNo}`]);
    desk.shop.wechat.finishRefund(outRefundNo);
    desk.shop.wait(6 * 3_600_000);
    await desk.shop.tick();
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 500 });
  });

  test('is not abnormal because an old notification says so', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    const refund = { ...desk.shop.wechat.finishRefund(outRefundNo), state: 'ABNORMAL' };
    await desk.shop.notify({ kind: 'refund', id: 'event', refund });
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUCCESS' });
    expect(desk.alerts()).toEqual([]);
  });

  test('is sent again with the same number while WeChat is silent, later and later, and stays reserved', async () => {
    const outRefundNo = await desk.given(500);
    const sent: number[] = [];
    for (let minute = 1; minute <= 60; minute++) {
      desk.shop.wechat.next('refund', silence);
      const { length } = desk.shop.wechat.calls;
      await desk.shop.tick();
      if (desk.shop.wechat.calls.length > length) sent.push(minute);
      expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
    }
    expect(sent).toEqual([1, 3, 6, 11, 20, 38]);
    expect(new Set(desk.shop.wechat.calls)).toEqual(new Set([`refund ${outRefundNo}`]));
  });

  test('is one refund, when the answer to the first try was lost', async () => {
    const outRefundNo = await desk.given(500);
    const { refund } = desk.shop.wechat;
    desk.shop.wechat.refund = async (order) => {
      await refund.call(desk.shop.wechat, order);
      desk.shop.wechat.refund = refund;
      return silence();
    };
    await desk.shop.tick(3);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
    expect(desk.shop.wechat.refundedOf(desk.outTradeNo)).toBe(500);
  });

  test.each(['before', 'after'])(
    'is sent once a minute at most, when its writing fails %s the commit',
    async (moment) => {
      const outRefundNo = await desk.given(500);
      let commits = 0;
      desk.shop.database.onCommit = (commit) => {
        commits++;
        if (commits % 3 !== 0) return commit();
        if (moment === 'after') commit();
        throw Object.assign(new Error('the answer was lost'));
      };
      await desk.shop.tick(10);
      desk.shop.database.onCommit = (commit) => commit();
      desk.shop.wechat.finishRefund(outRefundNo);
      await desk.shop.tick(90);
      expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 500 });
      expect(desk.shop.database.all('ledger').filter(({ _id }) => _id === `ref:${outRefundNo}`)).toHaveLength(1);
    },
  );

  test('is sent by one of two clocks that come at once', async () => {
    const outRefundNo = await desk.given(500);
    await Promise.all([desk.shop.tick(), desk.shop.tick(), desk.shop.tick()]);
    expect(desk.shop.wechat.calls.filter((call) => call.startsWith('refund '))).toEqual([`refund ${outRefundNo}`]);
  });

  test('never goes out within a minute of another of the same order, or of itself', async () => {
    const { shop } = desk;
    const { refund } = shop.wechat;
    const sent: { outRefundNo: string; at: number }[] = [];
    shop.wechat.refund = async (order) => {
      sent.push({ outRefundNo: order.outRefundNo, at: shop.now });
      return sent.length < 6 ? silence() : refund.call(shop.wechat, order);
    };
    for (let i = 0; i < 3; i++) {
      await desk.given(100, { requestId: `refund-${i}` });
      await shop.tick();
    }
    for (let i = 0; i < 120; i++) {
      shop.wait(-30_000);
      await shop.tick();
    }
    const gaps = sent.slice(1).map(({ at }, i) => at - (sent[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(65_000);
    expect(new Set(sent.map(({ outRefundNo }) => outRefundNo)).size).toBe(3);
    expect(shop.wechat.refunds.size).toBe(3);
  });

  test('and accepted is not given up because WeChat has forgotten it', async () => {
    const outRefundNo = await desk.given(500);
    await desk.shop.tick();
    desk.shop.wechat.refunds.clear();
    await desk.shop.tick(60);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
    expect(desk.shop.logged.join()).toContain('WeChat has forgotten a refund that it accepted.');
  });

  test.each([
    ['NOT_ENOUGH', ['alert:refund-balance:20261210']],
    ['FREQUENCY_LIMITED', []],
    ['SIGN_ERROR', ['alert:refund-refused:SIGN_ERROR:20261210']],
    ['NO_AUTH', ['alert:refund-refused:NO_AUTH:20261210']],
  ])('and refused with %s stays, and goes out again', async (code, expected) => {
    const outRefundNo = await desk.given(500);
    desk.shop.wechat.next('refund', refuse(code));
    await desk.shop.tick();
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'REQUESTED' });
    expect(desk.alerts()).toEqual(expected);
    await desk.shop.tick(2);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
  });

  test('and refused for good is closed only ten minutes later, when WeChat does not know it either', async () => {
    const outRefundNo = await desk.given(500);
    desk.shop.wechat.next('refund', refuse('INVALID_REQUEST'));
    await desk.shop.tick(10);
    expect(desk.shop.wechat.calls).toEqual([`refund ${outRefundNo}`]);
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
    await desk.shop.tick(2);
    expect(desk.shop.wechat.calls).toEqual([`refund ${outRefundNo}`, `queryRefund ${outRefundNo}`]);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'CLOSED', refusal: 'INVALID_REQUEST' });
    expect(desk.sums()).toEqual({ reserved: 0, asked: 0, refunded: 0 });
    expect(desk.alerts()).toEqual([`alert:refund-closed:${outRefundNo}`]);
  });

  test('and refused although an earlier try had arrived is what WeChat says when asked', async () => {
    const outRefundNo = await desk.given(500);
    const { refund } = desk.shop.wechat;
    desk.shop.wechat.refund = async (order) => {
      await refund.call(desk.shop.wechat, order);
      throw refusal('INVALID_REQUEST');
    };
    await desk.shop.tick(12);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
  });

  test('and refused for good stays while nobody answers whether it is known', async () => {
    const outRefundNo = await desk.given(500);
    desk.shop.wechat.next('refund', refuse('INVALID_REQUEST'));
    await desk.shop.tick(10);
    desk.shop.wechat.next('queryRefund', silence);
    await desk.shop.tick(2);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'REQUESTED' });
    expect(desk.sums()).toEqual({ reserved: 500, asked: 0, refunded: 0 });
  });

  test('is not believed to be another one', async () => {
    const outRefundNo = await desk.given(500);
    const { refund } = desk.shop.wechat;
    desk.shop.wechat.refund = async (order) => ({
      ...(await refund.call(desk.shop.wechat, order)),
      outRefundNo: 'R-other',
    });
    await desk.shop.tick();
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'REQUESTED' });
    expect(desk.shop.database.all('anomalies')).toEqual([]);
  });

  test('is not sent with the keys of another merchant', async () => {
    const outRefundNo = await desk.given(500);
    desk.shop.ports.merchant = { appid: 'wx0123456789abcdef', mchid: '1900000002' };
    await desk.shop.tick(5);
    expect(desk.shop.wechat.calls).toEqual([]);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'REQUESTED' });
    expect(desk.alerts()).toEqual(['alert:refund-not-configured:v3:1900000001:20261210']);
    desk.shop.ports.merchant = { appid: 'wx0123456789abcdef', mchid: '1900000001' };
    await desk.shop.tick(5);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
  });

  test('waits for what is not configured, calls a person once, saying what is missing, and goes out when it is there', async () => {
    const { shop } = desk;
    const { refund } = shop.wechat;
    shop.wechat.refund = async () => {
      throw new NotConfigured('API v2 的退款需要商户 API 证书：apiclient_cert.pem');
    };
    const refunds = [await desk.given(500)];
    await shop.tick(2);
    refunds.push(await desk.given(280, { requestId: 'refund-2' }));
    await shop.tick(60);
    const id = 'alert:refund-not-configured:v3:1900000001:20261210';
    expect(desk.alerts()).toEqual([id]);
    expect(shop.outbox(id)?.payload).toEqual({
      message: '退款发不出去，补上配置后会自动继续：API v2 的退款需要商户 API 证书：apiclient_cert.pem',
    });
    expect(desk.sums()).toEqual({ reserved: 780, asked: 0, refunded: 0 });

    shop.wechat.refund = refund;
    await shop.tick(60);
    for (const each of refunds) expect(shop.refund(each)).toMatchObject({ status: 'SUBMITTED' });
    expect(desk.alerts()).toEqual([id]);
  });

  test('waits for the keys of the API that its order was made by', async () => {
    const outRefundNo = await desk.given(500);
    const { gateway } = desk.shop.ports;
    desk.shop.ports.gateway = () => {
      throw new NotConfigured('没有 API v3 的密钥');
    };
    await desk.shop.tick();
    expect(desk.alerts()).toEqual(['alert:refund-not-configured:v3:1900000001:20261210']);
    desk.shop.ports.gateway = gateway;
    await desk.shop.tick(2);
    expect(desk.shop.refund(outRefundNo)).toMatchObject({ status: 'SUBMITTED' });
  });
});
