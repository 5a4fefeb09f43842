import { describe, expect, test } from '@jest/globals';
import { phone } from './support/phone';

describe('the goods page', () => {
  const p = phone();

  test('shows each good with its unit, its words, its price and its picture', async () => {
    const page = await p.open('goods');
    expect(page.text()).toContain('约500克苹果脆甜¥12.90');
    expect(page.text()).toContain('4个猕猴桃放软再吃¥3.05');
    expect(page.pictures()).toEqual(['/images/basket.svg', '/images/goods/apple.svg', '/images/goods/kiwi.svg']);
  });

  test('adds up the cart as goods are put in and taken out', async () => {
    const page = await p.open('goods');
    expect(page.has('去结算')).toBe(false);
    await page.tap('加一份苹果');
    await page.tap('加一份苹果');
    await page.tap('加一份猕猴桃');
    expect(page.text()).toContain('¥28.85共3件');
    await page.tap('减一份苹果');
    expect(page.text()).toContain('¥15.95共2件');
    await page.tap('减一份苹果');
    await page.tap('减一份猕猴桃');
    expect(page.has('去结算')).toBe(false);
  });

  test('stops at 99 of one good', async () => {
    p.wx.storage.set('cart', JSON.stringify([{ sku: 'apple', quantity: 98 }]));
    const page = await p.open('goods');
    await page.tap('加一份苹果');
    await page.tap('加一份苹果');
    expect(page.text()).toContain('共99件');
  });

  test('leads to the checkout and hands it nothing', async () => {
    const page = await p.open('goods');
    await page.tap('加一份苹果');
    await page.tap('去结算');
    expect(p.wx.went).toEqual(['navigateTo /pages/checkout/checkout']);
  });

  test('still has the cart after a restart, without what is no longer sold or cannot be read', async () => {
    const stored = [
      { sku: 'apple', quantity: 2 },
      { sku: 'durian', quantity: 1 },
      { sku: 'kiwi', quantity: 1.5 },
      null,
    ];
    p.wx.storage.set('cart', JSON.stringify(stored));
    const page = await p.open('goods');
    expect(page.text()).toContain('¥25.80共2件');
  });

  test('says that the goods did not come, and loads them when asked again', async () => {
    p.shop.cut.catalogue = 'there';
    const page = await p.open('goods');
    expect(page.text()).toContain('水果没有加载出来网络不通，没有收到回音');
    p.shop.cut = {};
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.text()).toContain('苹果脆甜¥12.90');
  });

  test('empties the cart of what turns out to have been paid for', async () => {
    const { outTradeNo } = p.shop.addOrder({ status: 'PAID' });
    const items = [{ sku: 'apple', quantity: 2 }];
    p.wx.storage.set('cart', JSON.stringify(items));
    p.wx.storage.set('purchase', JSON.stringify({ requestId: 'r1', items, outTradeNo }));
    const page = await p.open('goods');
    expect(page.has('去结算')).toBe(false);
    expect(p.wx.storage.has('purchase')).toBe(false);
  });
});
