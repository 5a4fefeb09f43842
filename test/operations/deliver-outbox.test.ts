import { beforeEach, describe, expect, test } from '@jest/globals';
import { deliverOutbox } from '../../cloudfunctions/lib/operations/deliver-outbox';
import { soldShop } from '../support/memory-refunds';
import { memoryShop } from '../support/memory-shop';

let desk: Awaited<ReturnType<typeof soldShop>>;
let fulfil: string;
let shipping: string;
beforeEach(async () => {
  desk = await soldShop();
  fulfil = `fulfil:${desk.outTradeNo}`;
  shipping = `shipping:${desk.outTradeNo}`;
});

const broken = async () => {
  throw new Error('the parcel service is closed');
};

/** Until whoever is on his way has come as far as he can. */
const soon = async () => {
  for (let i = 0; i < 200; i++) await new Promise((resume) => setImmediate(resume));
};

describe('[T30] a paid order', () => {
  test('is delivered, and then WeChat is told how', async () => {
    const { shop, outTradeNo } = desk;
    await shop.tick();
    expect(shop.delivered).toEqual([fulfil]);
    expect(shop.outbox(fulfil)).toMatchObject({ status: 'DONE', tries: 1 });
    expect(shop.order(outTradeNo)).toMatchObject({ fulfilmentSent: true, fulfilledAt: shop.now });
    const createdAt = shop.now;
    await shop.tick();
    expect(shop.shipped).toEqual([
      {
        transactionId: shop.order(outTradeNo)?.transactionId,
        openid: 'oBuyerA',
        itemDescription: '红富士苹果',
        shipment: { logisticsType: 2 },
        uploadedAt: createdAt,
      },
    ]);
    await shop.tick(10);
    expect([shop.delivered.length, shop.shipped.length]).toEqual([1, 1]);
  });

  test('of which WeChat need not know is only delivered', async () => {
    desk.shop.ports.fulfil = async () => undefined;
    await desk.shop.tick(2);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'DONE' });
    expect(desk.shop.outbox(shipping)).toBeUndefined();
  });

  test('is told with its parcel, where there is one, and without what is not known', async () => {
    const shipment = { logisticsType: 1, trackingNo: 'SF1', expressCompany: 'SF', receiverContact: undefined } as const;
    desk.shop.ports.fulfil = async () => shipment;
    await desk.shop.tick(2);
    const { receiverContact, ...known } = shipment;
    expect(desk.shop.shipped).toMatchObject([{ shipment: known }]);
  });

  test('is delivered once by ten who deliver at the same time, with no lease to keep them apart', async () => {
    const { shop } = desk;
    shop.wait(1);
    await Promise.all(Array.from({ length: 10 }, () => deliverOutbox(shop.ports, shop.now + 1)));
    expect(shop.delivered).toEqual([fulfil]);
  });

  test('is tried again with the same key, later and later, and told as late as that', async () => {
    const tried: number[] = [];
    let minute = 0;
    desk.shop.ports.fulfil = async (order, outboxId) => {
      expect([order._id, outboxId]).toEqual([desk.outTradeNo, fulfil]);
      tried.push(minute);
      return broken();
    };
    for (minute = 1; minute <= 45; minute++) await desk.shop.tick();
    expect(tried).toEqual([1, 3, 6, 11, 20, 38]);
    expect(desk.shop.order(desk.outTradeNo)).toMatchObject({ fulfilmentSent: true });
    expect(desk.shop.order(desk.outTradeNo)).not.toHaveProperty('fulfilledAt');
  });

  test('is dead after ten tries, a person is called, and nothing is tried again', async () => {
    let tries = 0;
    desk.shop.ports.fulfil = async () => {
      tries++;
      return broken();
    };
    for (let hour = 0; hour < 20; hour++) {
      desk.shop.wait(3_600_000);
      await desk.shop.tick();
    }
    expect(tries).toBe(10);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'DEAD', tries: 10 });
    expect(desk.shop.outbox(`alert:dead:${fulfil}`)).toMatchObject({ kind: 'alert', status: 'DONE' });
    expect(desk.shop.logged.join()).toContain('ALERT 试了 10 次都没有成功');
  });

  test('is not waited for longer than ten seconds', async () => {
    const pauses: number[] = [];
    desk.shop.ports.pause = async (milliseconds) => void pauses.push(milliseconds);
    desk.shop.ports.fulfil = () => new Promise(() => undefined);
    await desk.shop.tick();
    expect(pauses).toContain(10_000);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'PENDING', tries: 1 });
  });
});

describe('[T30] [T34] a crash', () => {
  test('before anything is claimed delivers later, once', async () => {
    const { shop } = desk;
    const find = shop.database.find.bind(shop.database);
    shop.database.find = () => new Promise<never>(() => undefined);
    void shop.tick();
    await soon();
    shop.database.find = find;
    await shop.tick();
    expect(shop.delivered).toEqual([fulfil]);
  });

  test('once the goods are claimed and before they are sent delivers them later, once', async () => {
    const { shop } = desk;
    const deliver = shop.ports.fulfil;
    shop.ports.fulfil = () => new Promise(() => undefined);
    void shop.tick();
    await soon();
    expect(shop.outbox(fulfil)).toMatchObject({ status: 'PENDING', tries: 1 });
    shop.ports.fulfil = deliver;
    await shop.tick(3);
    expect(shop.delivered).toEqual([fulfil]);
    expect(shop.outbox(fulfil)).toMatchObject({ status: 'DONE' });
  });

  test.each(['before', 'after'])(
    '%s the commit that says so delivers with the same key again, or not at all',
    async (moment) => {
      const { shop } = desk;
      const deliver = shop.ports.fulfil;
      shop.ports.fulfil = async (order, outboxId) => {
        const answer = await deliver(order, outboxId);
        shop.database.onCommit = (commit) => {
          shop.database.onCommit = (next) => next();
          if (moment === 'after') commit();
          throw new Error('the process is gone');
        };
        return answer;
      };
      await shop.tick();
      shop.ports.fulfil = deliver;
      await shop.tick(5);
      expect(new Set(shop.delivered)).toEqual(new Set([fulfil]));
      expect(shop.delivered).toHaveLength(moment === 'after' ? 1 : 2);
      expect(shop.outbox(fulfil)).toMatchObject({ status: 'DONE' });
      expect(shop.shipped).toHaveLength(1);
    },
  );

  test('while WeChat is told how they travel tells the same again, at the same time', async () => {
    const { shop } = desk;
    await shop.tick();
    const { uploadShipping } = shop.ports;
    shop.ports.uploadShipping = async (info) => {
      await uploadShipping(info);
      throw new Error('timeout');
    };
    await shop.tick();
    shop.ports.uploadShipping = uploadShipping;
    await shop.tick(3);
    expect(shop.shipped).toHaveLength(2);
    expect(shop.shipped[0]).toEqual(shop.shipped[1]);
    expect(shop.outbox(shipping)).toMatchObject({ status: 'DONE' });
  });
});

describe('[T30] goods whose money', () => {
  test('goes back before they are sent stay here', async () => {
    await desk.given(1280);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'CANCELLED' });
    await desk.shop.tick(5);
    expect(desk.shop.delivered).toEqual([]);
  });

  test('goes back in part are sent', async () => {
    await desk.given(1279);
    await desk.shop.tick();
    expect(desk.shop.delivered).toEqual([fulfil]);
  });

  test('goes back after they were sent are sent again if that failed: only the receiver knows', async () => {
    const { fulfil: deliver } = desk.shop.ports;
    desk.shop.ports.fulfil = broken;
    await desk.shop.tick();
    await desk.given(1280);
    desk.shop.ports.fulfil = deliver;
    await desk.shop.tick(3);
    expect(desk.shop.delivered).toEqual([fulfil]);
  });

  test('is asked for wait until the shop has said no, which costs no try', async () => {
    const outRefundNo = await desk.asked();
    await desk.shop.tick(30);
    expect(desk.shop.delivered).toEqual([]);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'PENDING', tries: 0 });
    await desk.decide(outRefundNo, false);
    await desk.shop.tick(3);
    expect(desk.shop.delivered).toEqual([fulfil]);
  });

  test('is asked for stay here when the shop has said yes', async () => {
    const outRefundNo = await desk.asked();
    await desk.shop.tick(3);
    await desk.decide(outRefundNo, true);
    expect(desk.shop.outbox(fulfil)).toMatchObject({ status: 'CANCELLED' });
    await desk.shop.tick(5);
    expect(desk.shop.delivered).toEqual([]);
  });

  test('is refunded at the moment at which they are sent are sent or cancelled, never both', async () => {
    for (let round = 0; round < 50; round++) {
      const shop = memoryShop();
      const outTradeNo = await shop.sell();
      const refund = { action: 'refund', requestId: 'r', outTradeNo, amount: 1280, reason: 'x' };
      const later = async () => {
        for (let i = 0; i < round; i++) await new Promise((resume) => setImmediate(resume));
        await shop.call.backoffice(refund);
      };
      await Promise.all([shop.tick(), later()]);
      await shop.tick(2);
      const { status } = shop.outbox(`fulfil:${outTradeNo}`) as { status: string };
      expect(status).toBe(shop.delivered.length === 1 ? 'DONE' : 'CANCELLED');
    }
  });
});

test('an alert reaches the log and is done, and so is the news of a refund', async () => {
  const { shop } = desk;
  const outRefundNo = await desk.given(500);
  await shop.tick();
  await shop.notify({ kind: 'refund', id: 'event', refund: shop.wechat.finishRefund(outRefundNo) });
  await shop.notify({ kind: 'unhandled', id: 'event-2', type: 'PAYSCORE.USER_PAID' });
  await shop.tick();
  expect(shop.outbox(`refunded:${outRefundNo}`)).toMatchObject({ status: 'DONE' });
  expect(shop.outbox('alert:unhandled:PAYSCORE.USER_PAID')).toMatchObject({ status: 'DONE' });
  expect(shop.logged.filter((line) => line.includes('ALERT 收到未处理的通知类型'))).toHaveLength(1);
});
