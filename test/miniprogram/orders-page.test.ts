import { describe, expect, test } from '@jest/globals';
import { NOW } from './support/fake-shop';
import { phone } from './support/phone';

describe('the orders page', () => {
  const p = phone();
  const addOrders = (count: number) => {
    for (let index = 0; index < count; index += 1) p.shop.addOrder({ createdAt: NOW + index * 60_000, status: 'PAID' });
  };
  const times = (text: string) => text.match(/\d\d:\d\d/g);

  test('shows each order with its time, its state, its goods and its total', async () => {
    p.shop.addOrder();
    const page = await p.open('orders');
    expect(page.text()).toContain('2025-05-0612:00待支付¥25.80共2件苹果×2');
    expect(page.pictures()).toEqual(['/images/goods/apple.svg']);
  });

  test('shows twenty orders, newest first, and the rest when asked', async () => {
    addOrders(45);
    const page = await p.open('orders');
    expect(times(page.text())).toHaveLength(20);
    expect(times(page.text())?.[0]).toBe('12:44');
    await page.tap('加载更多');
    await p.wait(0);
    page.instance.onReachBottom?.();
    await p.wait(0);
    expect(p.calls('list')).toEqual([
      { action: 'list' },
      { action: 'list', before: NOW + 25 * 60_000 },
      { action: 'list', before: NOW + 5 * 60_000 },
    ]);
    expect(new Set(times(page.text())).size).toBe(45);
    expect(page.text()).toContain('没有更多订单了');
    page.instance.onReachBottom?.();
    await p.wait(0);
    expect(p.calls('list')).toHaveLength(3);
  });

  test('asks once, however often the bottom is reached while it loads', async () => {
    addOrders(30);
    const page = await p.open('orders');
    page.instance.onReachBottom?.();
    page.instance.onReachBottom?.();
    await p.wait(0);
    expect(p.calls('list')).toHaveLength(2);
    expect(times(page.text())).toHaveLength(30);
  });

  test('starts from the newest when it is pulled down, and lets go of the spinner', async () => {
    addOrders(25);
    const page = await p.open('orders');
    await page.tap('加载更多');
    await p.wait(0);
    p.shop.addOrder({ createdAt: NOW + 59 * 60_000, status: 'CLOSED' });
    page.instance.onPullDownRefresh?.();
    await p.wait(0);
    expect(times(page.text())?.[0]).toBe('12:59');
    expect(times(page.text())).toHaveLength(20);
    expect(p.wx.stoppedRefreshing).toBe(1);
  });

  test('shows the newest when it was pulled down, also if older ones that were on their way come last', async () => {
    addOrders(25);
    const page = await p.open('orders');
    let answerOlder = () => {};
    p.wx.cloud = async (call) => {
      const reply = await p.shop.answer(call);
      if (call.data.before !== undefined) await new Promise<void>((resolve) => (answerOlder = resolve));
      return reply;
    };
    page.instance.onReachBottom?.();
    page.instance.onPullDownRefresh?.();
    await p.wait(0);
    answerOlder();
    await p.wait(0);
    expect(times(page.text())).toHaveLength(20);
    expect(page.has('加载更多')).toBe(true);
  });

  test('keeps what it shows when more does not come', async () => {
    addOrders(25);
    const page = await p.open('orders');
    p.shop.cut.list = 'there';
    await page.tap('加载更多');
    await p.wait(0);
    expect(times(page.text())).toHaveLength(20);
    expect(page.text()).toContain('网络不通');
    p.shop.cut = {};
    await page.tap('加载更多');
    await p.wait(0);
    expect(times(page.text())).toHaveLength(25);
  });

  test('invites to the shop when there is no order yet', async () => {
    const page = await p.open('orders');
    expect(page.text()).toContain('还没有订单');
    await page.tap('去逛逛');
    expect(p.wx.went).toEqual(['switchTab /pages/goods/goods']);
  });

  test('says that the orders did not come, and loads them when asked again', async () => {
    p.shop.cut.list = 'back';
    const page = await p.open('orders');
    expect(page.text()).toContain('订单没有加载出来网络不通');
    p.shop.cut = {};
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.text()).toContain('还没有订单');
  });

  test('opens an order by its number alone', async () => {
    p.shop.addOrder();
    const page = await p.open('orders');
    await page.tap('苹果 × 2');
    expect(p.wx.went).toEqual(['navigateTo /pages/order/order?outTradeNo=202505060001']);
  });
});
