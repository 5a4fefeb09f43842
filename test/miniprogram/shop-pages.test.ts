import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AnomalyView } from '../../typings/api';
import { NOW } from './support/fake-shop';
import { phone } from './support/phone';

const anomaly = (more: Partial<AnomalyView> = {}): AnomalyView => ({
  id: 'amount:1',
  reason: 'amount',
  outTradeNo: '202505060001',
  transactionId: '4200002025050612345',
  amount: 1,
  source: 'query',
  createdAt: NOW,
  ...more,
});

describe('the way to the shop', () => {
  const p = phone();

  test('is hidden from buyers, and asked about once', async () => {
    const page = await p.open('orders');
    expect(page.has('店铺')).toBe(false);
    page.instance.onShow?.();
    await p.wait(0);
    expect(p.calls('summary')).toHaveLength(1);
  });

  test('is shown to operators, who also have no orders of their own, and asked about once', async () => {
    p.shop.backoffice.operator = true;
    const page = await p.open('orders');
    page.instance.onShow?.();
    await p.wait(0);
    expect(p.calls('summary')).toHaveLength(1);
    await page.tap('店铺');
    expect(p.wx.went).toEqual(['navigateTo /shop/pages/summary/summary']);
  });

  test.each(['there', 'back'] as const)('is hidden while nobody answers (%s), and asked about again', async (cut) => {
    p.shop.backoffice.operator = true;
    p.shop.cut.summary = cut;
    const page = await p.open('orders');
    expect(page.has('店铺')).toBe(false);
    expect(page.text()).toContain('还没有订单');
    p.shop.cut = {};
    page.instance.onShow?.();
    await p.wait(0);
    expect(page.has('店铺')).toBe(true);
  });

  test.each(['ERR_NOT_CONFIGURED', 'ERR_INTERNAL'] as const)('is hidden where the answer is %s', async (code) => {
    p.shop.refuse.summary = code;
    expect((await p.open('orders')).has('店铺')).toBe(false);
  });

  test.each(['summary', 'orders', 'refunds', 'anomalies', 'findings'] as const)(
    'leads a buyer who finds it nowhere: the %s page shows nothing',
    async (name) => {
      p.shop.addOrder({ status: 'PAID' });
      p.shop.addRefund();
      p.shop.backoffice.anomalies.push(anomaly());
      const page = await p.open(`shop/${name}`);
      expect(page.text()).toContain('没有权限这样做');
      expect(page.text()).not.toMatch(/¥|202505060001/);
    },
  );
});

describe('the shop', () => {
  const p = phone();
  beforeEach(() => {
    p.shop.backoffice.operator = true;
  });

  test('shows today and what waits for a person', async () => {
    p.shop.addOrder();
    p.shop.addOrder({ status: 'PAID', refunded: 500 });
    p.shop.addRefund();
    p.shop.addRefund({ status: 'ABNORMAL' });
    p.shop.addRefund({ status: 'ABNORMAL' });
    p.shop.backoffice.anomalies.push(anomaly());
    const page = await p.open('shop/summary');
    expect(page.text()).toContain('今日收款¥25.802新订单1已支付¥5.00已退款');
    expect(page.text()).toContain('退款申请1笔退款异常2笔账目异常（7天内）1笔对账差异0笔');
    expect(page.text()).not.toContain('系统提醒');
  });

  test('leads to orders, refunds, anomalies and differences, and says that there are alerts', async () => {
    p.shop.backoffice.alerts = 3;
    const page = await p.open('shop/summary');
    expect(page.text()).toContain('7天内有3条系统提醒');
    for (const title of ['退款申请', '退款异常', '账目异常（7 天内）', '对账差异', '全部订单']) await page.tap(title);
    expect(p.wx.went).toEqual([
      'navigateTo /shop/pages/refunds/refunds',
      'navigateTo /shop/pages/refunds/refunds',
      'navigateTo /shop/pages/anomalies/anomalies',
      'navigateTo /shop/pages/findings/findings',
      'navigateTo /shop/pages/orders/orders',
    ]);
  });

  test('keeps what it showed when it cannot be refreshed, and says so', async () => {
    const page = await p.open('shop/summary');
    p.shop.cut.summary = 'there';
    page.instance.onPullDownRefresh?.();
    await p.wait(0);
    expect(page.text()).toContain('今日收款');
    expect(page.text()).toContain('网络不通');
    expect(p.wx.stoppedRefreshing).toBe(1);
  });

  describe('orders', () => {
    test('tell whose they are and what would be overlooked', async () => {
      p.shop.addOrder({ status: 'PAID', createdAt: NOW });
      p.shop.addOrder({ status: 'PAID', refunding: 2580, createdAt: NOW + 1 });
      p.shop.addOrder({ status: 'PAID', createdAt: NOW + 2 });
      p.shop.addOrder({ status: 'PAYING', createdAt: NOW + 3 });
      p.shop.backoffice.marks = {
        '202505060001': { fulfilled: true },
        '202505060002': { late: true },
        '202505060003': { hold: true },
        '202505060004': { hold: true },
      };
      const page = await p.open('shop/orders');
      const [, unpaid, held, late, fulfilled] = page.text().split('2025-05-0612:00');
      expect(unpaid).toContain('待支付¥25.80共2件苹果×2买家尾号a9f3Qz订单编号202505060004');
      expect(unpaid).not.toContain('暂缓');
      expect(held).toContain('202505060003暂缓发货，请人工核对');
      expect(late).toContain('202505060002关闭后才付款，自动退款');
      expect(fulfilled).toContain('202505060001已交付');
    });

    test('come twenty at a time, and of one status when asked', async () => {
      for (let index = 0; index < 25; index += 1) {
        p.shop.addOrder({ createdAt: NOW + index * 60_000, status: index % 5 === 0 ? 'PAID' : 'CLOSED' });
      }
      const page = await p.open('shop/orders');
      await page.tap('加载更多');
      await p.wait(0);
      expect(page.text().match(/买家/g)).toHaveLength(25);
      expect(page.text()).toContain('没有更多了');
      page.instance.onReachBottom?.();
      await page.instance.onStatus?.({ currentTarget: { dataset: { status: 'PAID' } } });
      await p.wait(0);
      expect(page.text().match(/买家/g)).toHaveLength(5);
      expect(p.calls('orders')).toEqual([
        { action: 'orders' },
        { action: 'orders', before: NOW + 5 * 60_000 },
        { action: 'orders', status: 'PAID' },
      ]);
    });

    test('are those of the filter chosen last, whichever answer comes first', async () => {
      p.shop.addOrder({ status: 'PAID' });
      const page = await p.open('shop/orders');
      let answerPaid = () => {};
      p.wx.cloud = async (call) => {
        const reply = await p.shop.answer(call);
        if (call.data.status === 'PAID') await new Promise<void>((resolve) => (answerPaid = resolve));
        return reply;
      };
      const tap = (status: string) => page.instance.onStatus?.({ currentTarget: { dataset: { status } } });
      tap('PAID');
      tap('CLOSED');
      await p.wait(0);
      answerPaid();
      await p.wait(0);
      expect(page.text()).toContain('没有这样的订单');
    });

    test('can be loaded again', async () => {
      p.shop.cut.orders = 'there';
      const page = await p.open('shop/orders');
      expect(page.text()).toContain('没有加载出来网络不通');
      p.shop.cut = {};
      await page.tap('重新加载');
      await p.wait(0);
      expect(page.text()).toContain('没有这样的订单');
    });
  });

  describe('refunds', () => {
    beforeEach(() => {
      p.shop.addOrder({ status: 'PAID' });
    });

    test('are those that wait for a word, each with its reason and its order', async () => {
      p.shop.addRefund({ reason: '没有收到' });
      p.shop.addRefund({ status: 'SUCCESS', endedAt: NOW });
      const page = await p.open('shop/refunds');
      expect(page.text()).toContain(
        '¥5.00待处理退款原因没有收到订单编号202505060001申请时间2025-05-0612:00不同意同意退款没有更多了',
      );
      expect(p.calls('refunds')).toEqual([{ action: 'refunds', status: 'ASKED' }]);
    });

    test.each([
      [0, 1, 'ABNORMAL'],
      [1, 1, 'ASKED'],
      [0, 0, 'ASKED'],
    ])('begin with what is to be done: %i asked for and %i abnormal', async (asked, abnormal, status) => {
      for (let index = 0; index < asked; index += 1) p.shop.addRefund();
      for (let index = 0; index < abnormal; index += 1) p.shop.addRefund({ status: 'ABNORMAL' });
      await p.open('shop/refunds');
      expect(p.calls('refunds')).toEqual([{ action: 'refunds', status }]);
    });

    test('begin with what is asked for, where the summary does not come', async () => {
      p.shop.addRefund();
      p.shop.cut.summary = 'there';
      const page = await p.open('shop/refunds');
      expect(page.has('同意退款')).toBe(true);
    });

    test.each([
      ['同意退款', true, '同意退 5.00 元？', '已同意一分钟内提交给微信'],
      ['不同意', false, '不退这 5.00 元？', '未同意'],
    ])('are decided by %s, after asking whether it is meant', async (button, approve, title, told) => {
      p.shop.addRefund();
      const page = await p.open('shop/refunds');
      await page.tap(button);
      await p.wait(0);
      expect(p.wx.modals).toEqual([expect.objectContaining({ title, confirmText: button })]);
      expect(p.calls('decideRefund')).toEqual([{ action: 'decideRefund', outRefundNo: 'R1', approve }]);
      expect(page.text()).toContain(`¥5.00${told}`);
      expect(page.has('同意退款')).toBe(false);
    });

    test('are left as they are if it is not meant', async () => {
      p.wx.confirmsModal = false;
      p.shop.addRefund();
      const page = await p.open('shop/refunds');
      await page.tap('同意退款');
      await p.wait(0);
      expect(p.calls('decideRefund')).toEqual([]);
      expect(page.has('同意退款')).toBe(true);
    });

    test('are decided once by two taps, and not both ways', async () => {
      p.shop.addRefund();
      const page = await p.open('shop/refunds');
      const event = { currentTarget: { dataset: { index: 0 } } };
      page.instance.onApprove?.(event);
      page.instance.onApprove?.(event);
      page.instance.onDecline?.(event);
      await p.wait(0);
      expect(p.calls('decideRefund')).toEqual([{ action: 'decideRefund', outRefundNo: 'R1', approve: true }]);
      expect(p.wx.modals).toHaveLength(1);
    });

    test.each([
      ['ERR_SECOND_OPERATOR', '金额较大，需要另一位店员来同意'],
      ['ERR_REFUND_DECIDED', '这笔退款已经处理过了'],
      ['ERR_REFUND_TOO_LATE', '付款已超过一年，微信不能再原路退款，请用别的方式退给买家'],
    ] as const)('tell on the one refund why it was refused, by %s', async (code, words) => {
      p.shop.addRefund();
      p.shop.addRefund({ amount: 60_000, createdAt: NOW + 1 });
      p.shop.refuse.decideRefund = code;
      const page = await p.open('shop/refunds');
      await page.instance.onApprove?.({ currentTarget: { dataset: { index: 0 } } });
      await p.wait(0);
      const [, first, second] = page.text().split('待处理退款原因');
      expect(first).toContain(words);
      expect(second).not.toContain(words);
    });

    test('come twenty at a time, none of them twice', async () => {
      for (let index = 0; index < 25; index += 1) p.shop.addRefund({ createdAt: NOW + index, amount: index + 1 });
      const page = await p.open('shop/refunds');
      await page.tap('加载更多');
      await p.wait(0);
      expect(new Set(page.text().match(/¥0\.\d\d/g)).size).toBe(25);
      page.instance.onPullDownRefresh?.();
      await p.wait(0);
      expect(p.calls('refunds')).toEqual([
        { action: 'refunds', status: 'ASKED' },
        { action: 'refunds', status: 'ASKED', before: NOW + 5 },
        { action: 'refunds', status: 'ASKED' },
      ]);
      expect(new Set(page.text().match(/¥0\.\d\d/g)).size).toBe(20);
      expect(p.wx.stoppedRefreshing).toBe(1);
    });
  });

  describe('anomalies', () => {
    test('say what is wrong, what to do, and the numbers to look it up by', async () => {
      p.shop.backoffice.anomalies.push(anomaly());
      const page = await p.open('shop/anomalies');
      expect(page.text()).toContain(
        '付款金额与订单不符订单没有变动。请在微信支付商户平台按单号核对这笔交易金额¥0.01订单编号202505060001' +
          '微信支付单号4200002025050612345来自向微信查询时间2025-05-0612:00没有更多了',
      );
    });

    test('do without an amount and a transaction', async () => {
      p.shop.backoffice.anomalies.push(anomaly({ amount: undefined, transactionId: undefined }));
      const page = await p.open('shop/anomalies');
      expect(page.text()).not.toMatch(/金额¥|微信支付单号/);
    });

    test('come twenty at a time', async () => {
      for (let index = 25; index > 0; index -= 1) {
        p.shop.backoffice.anomalies.push(anomaly({ id: `amount:${index}`, createdAt: NOW + index }));
      }
      const page = await p.open('shop/anomalies');
      await page.tap('加载更多');
      await p.wait(0);
      expect(page.text().match(/来自/g)).toHaveLength(25);
      expect(p.calls('anomalies')).toEqual([{ action: 'anomalies' }, { action: 'anomalies', before: NOW + 6 }]);
    });

    test('may be none', async () => {
      expect((await p.open('shop/anomalies')).text()).toContain('没有账目异常');
    });
  });
});
