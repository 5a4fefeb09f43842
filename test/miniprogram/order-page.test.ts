import { describe, expect, test } from '@jest/globals';
import type { OrderView } from '../../typings/api';
import { NOW } from './support/fake-shop';
import { phone } from './support/phone';

describe('the order page', () => {
  const p = phone();
  const open = async (order: Partial<OrderView> = {}) => {
    const { outTradeNo } = p.shop.addOrder(order);
    return p.open('order', { outTradeNo });
  };

  test.each<[string, Partial<OrderView>, string[], string[]]>([
    [
      'waits for payment',
      { status: 'PAYING' },
      ['待支付请在12:15前付款', '取消订单', '去支付'],
      ['再来一单', '刷新结果'],
    ],
    ['waits, not yet at WeChat', { status: 'CREATED' }, ['待支付', '去支付'], ['再来一单']],
    ['is paid', { status: 'PAID' }, ['已支付付款已由微信确认', '再来一单'], ['去支付', '取消订单']],
    ['is closed', { status: 'CLOSED' }, ['已关闭这笔订单没有付款', '再来一单'], ['去支付', '取消订单']],
    ['is closing', { status: 'CLOSING' }, ['关闭中', '刷新结果'], ['去支付', '再来一单']],
    ['is too late to pay', { expiresAt: NOW - 1 }, ['已超时超过了付款时间', '再来一单'], ['去支付', '取消订单']],
  ])('tells that the order %s', async (_, order, told, untold) => {
    const page = await open(order);
    for (const text of told) expect(page.text()).toContain(text);
    for (const text of untold) expect(page.has(text)).toBe(false);
  });

  test('shows what was bought and the numbers to ask about it with', async () => {
    const page = await open({ status: 'PAID', createdAt: NOW - 120_000 });
    expect(page.text()).toContain('苹果¥12.90×2¥25.80合计¥25.80');
    expect(page.text()).toContain('订单编号202505060001下单时间2025-05-0611:58支付时间2025-05-0612:00');
    expect(page.text()).toContain('微信支付单号4200002025050612345');
  });

  test('counts down the time that is left, and then says that it is over', async () => {
    const page = await open({ expiresAt: NOW + 61_000 });
    expect(page.text()).toContain('剩余01:01');
    await p.wait(2);
    expect(page.text()).toContain('剩余00:59');
    p.pass(54);
    await p.wait(6);
    expect(page.text()).toContain('已超时');
    expect(page.has('去支付')).toBe(false);
    await page.tap('再来一单');
    expect(JSON.parse(p.wx.storage.get('cart') ?? '')).toEqual([{ sku: 'apple', quantity: 2 }]);
    expect(p.wx.went).toEqual(['redirectTo /pages/checkout/checkout']);
  });

  test('asks WeChat once about an unpaid order, for a notification may have been lost', async () => {
    p.shop.wechatSays = 'PAID';
    const page = await open({ status: 'PAYING' });
    expect(page.text()).toContain('已支付');
    expect(p.calls('confirm')).toHaveLength(1);
  });

  test('does not ask WeChat about an order that has ended', async () => {
    await open({ status: 'PAID' });
    await open({ status: 'CLOSED' });
    expect(p.calls('confirm')).toEqual([]);
  });

  test('puts into the cart what the order held, and leaves what lies there', async () => {
    const cart = [
      { sku: 'kiwi', quantity: 3 },
      { sku: 'apple', quantity: 1 },
    ];
    p.wx.storage.set('cart', JSON.stringify(cart));
    await (await open({ status: 'CLOSED' })).tap('再来一单');
    expect(JSON.parse(p.wx.storage.get('cart') ?? '')).toEqual([
      { sku: 'kiwi', quantity: 3 },
      { sku: 'apple', quantity: 2 },
    ]);
  });

  describe('pays', () => {
    test('under the same number, once for two taps', async () => {
      p.wx.sheet = async () => {
        p.shop.wechatSays = 'PAID';
        return undefined;
      };
      const page = await open();
      await Promise.all([page.tap('去支付'), page.tap('去支付')]);
      page.instance.onPay?.();
      await p.wait(0);
      expect(p.calls('repay')).toEqual([{ action: 'repay', outTradeNo: '202505060001' }]);
      expect(p.wx.payments).toHaveLength(1);
      expect(page.text()).toContain('已支付');
    });

    test('and offers to go on after a cancellation', async () => {
      p.wx.sheet = async () => 'requestPayment:fail cancel';
      const page = await open();
      await page.tap('去支付');
      await p.wait(0);
      expect(page.text()).toContain('已取消支付，没有扣款，订单为您保留到12:15');
      expect(page.has('继续支付')).toBe(true);
    });

    test('and says so when it turns out that it may not be paid any more', async () => {
      const page = await open();
      p.shop.refuse.repay = 'ERR_ORDER_CLOSED';
      p.shop.wechatSays = 'CLOSED';
      await page.tap('去支付');
      await p.wait(0);
      expect(page.text()).toContain('已关闭');
      expect(page.has('去支付')).toBe(false);
    });

    test('and does not offer it again while WeChat has not confirmed, for five minutes', async () => {
      const page = await open();
      await page.tap('去支付');
      await p.wait(40);
      expect(page.text()).toContain('支付确认中微信还没有确认这笔付款，请不要重复支付');
      expect(page.has('去支付')).toBe(false);
      const asked = p.calls('confirm').length;
      await p.wait(100);
      expect(p.calls('confirm')).toHaveLength(asked);
      expect(page.has('去支付')).toBe(false);
      p.pass(200);
      await page.tap('刷新结果');
      await p.wait(30);
      expect(page.has('去支付')).toBe(true);
    });
  });

  describe('cancels', () => {
    test('after asking whether it is meant', async () => {
      const page = await open();
      await page.tap('取消订单');
      await p.wait(0);
      expect(p.wx.modals).toEqual([expect.objectContaining({ title: '取消这笔订单？', confirmText: '取消订单' })]);
      expect(p.calls('cancel')).toEqual([{ action: 'cancel', outTradeNo: '202505060001' }]);
      expect(page.text()).toContain('已关闭');
    });

    test('not, if it is not meant', async () => {
      p.wx.confirmsModal = false;
      const page = await open();
      await page.tap('取消订单');
      await p.wait(0);
      expect(p.calls('cancel')).toEqual([]);
      expect(page.has('去支付')).toBe(true);
    });

    test('not, if it has been paid in the meantime', async () => {
      const page = await open();
      p.shop.refuse.cancel = 'ERR_ORDER_PAID';
      p.shop.wechatSays = 'PAID';
      await page.tap('取消订单');
      await p.wait(0);
      expect(page.text()).toContain('这笔订单已经付过款了');
      expect(page.text()).toContain('已支付');
    });
  });

  test('says that there is no such order, whoever it may belong to', async () => {
    const page = await p.open('order', { outTradeNo: 'nobody-s' });
    expect(page.text()).toContain('没有找到这笔订单');
  });

  test('can be loaded again after the network failed', async () => {
    p.shop.cut.get = 'there';
    const page = await open({ status: 'PAID' });
    expect(page.text()).toContain('网络不通');
    p.shop.cut = {};
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.text()).toContain('已支付');
    expect(page.text()).not.toContain('网络不通');
  });
});
