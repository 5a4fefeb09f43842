import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { filesUnder, MINIPROGRAM } from './support/components';
import { phone } from './support/phone';

const NAMES = [
  'goods',
  'checkout',
  'order',
  'orders',
  'refund',
  'shop/summary',
  'shop/orders',
  'shop/order',
  'shop/refunds',
  'shop/anomalies',
  'shop/findings',
] as const;

describe('[T43] a link made by somebody else', () => {
  const p = phone();
  const sources = filesUnder(MINIPROGRAM, '.ts').map((file) => ({
    name: relative(MINIPROGRAM, file),
    source: readFileSync(file, 'utf8'),
  }));
  const pages = sources.filter(({ name }) => /^(shop\/)?pages\//.test(name));

  test('can hand a page an order’s number and nothing else', () => {
    const taken = pages.flatMap(({ name, source }) =>
      [...source.matchAll(/\b(?:query|options)\??\.(\w+)/g)].map(([, field]) => [name, field]),
    );
    expect(taken).toEqual([
      ['pages/order/order.ts', 'outTradeNo'],
      ['pages/refund/refund.ts', 'outTradeNo'],
      ['shop/pages/order/order.ts', 'outTradeNo'],
    ]);
    for (const { source } of pages) {
      // WeChat fills a page's properties from the link as well.
      expect(source).not.toMatch(/\bproperties:/);
      expect(source).not.toMatch(/getLaunchOptionsSync|getEnterOptionsSync|getCurrentPages|globalData/);
    }
  });

  test('[S10] comes in by one door, which asks it for that number alone and hands it on to nobody', () => {
    const asked = ['query.outTradeNo', 'query: { outTradeNo?: string }'];
    const doors = sources.map(({ name, source }) => {
      const rest = asked.reduce((text, one) => text.replaceAll(one, ''), source);
      const parameters = [...rest.matchAll(/\bon(?:Load|Show|Ready|Launch)\(([^)]*)\) \{/g)].map(([, given]) => given);
      return { name, others: [...parameters.filter(Boolean), ...(/\b(query|options)\b(?!:)/.exec(rest) ?? [])] };
    });
    expect(doors.filter(({ others }) => others.length > 0)).toEqual([]);
  });

  test('is not made by our pages either: they pass an order’s number and nothing else', () => {
    const passed = sources.flatMap(({ source }) =>
      [...source.matchAll(/\/pages\/[\w/]+\?([^`']*)/g)].map(([, query = '']) => query.replace(/\${[^}]*}/, 'NUMBER')),
    );
    expect(new Set(passed)).toEqual(new Set(['outTradeNo=NUMBER']));
  });

  test('is tried on every page there is', () => {
    const { pages: main, subPackages } = JSON.parse(readFileSync(join(MINIPROGRAM, 'app.json'), 'utf8'));
    const shop = subPackages.flatMap(({ root, pages: all }: { root: string; pages: string[] }) =>
      all.map((page) => `${root}/${page}`),
    );
    const tried = NAMES.map((name) => name.replace(/(\w+)$/, 'pages/$1/$1'));
    expect([...tried].sort()).toEqual([...main, ...shop].sort());
  });

  test.each(NAMES)('starts nothing on the %s page', async (name) => {
    p.shop.backoffice.operator = true;
    p.wx.storage.set('cart', JSON.stringify([{ sku: 'apple', quantity: 1 }]));
    const { outTradeNo } = p.shop.addOrder();
    const forged = {
      total: '1',
      price: '1',
      status: 'PAID',
      sku: 'kiwi',
      quantity: '9',
      requestId: 'theirs',
      action: 'pay',
      amount: '1',
      outRefundNo: 'R1',
      approve: 'true',
    };
    const page = await p.open(name, { ...forged, outTradeNo });
    await p.wait(30);
    const read = new Set([
      'catalogue',
      'list',
      'get',
      'confirm',
      'refunds',
      'summary',
      'orders',
      'order',
      'anomalies',
      'findings',
    ]);
    for (const { data } of p.wx.calls) {
      expect(read).toContain(data.action);
      // The status is the shop page's own first filter, not the link's.
      expect(['action', 'outTradeNo', 'status']).toEqual(expect.arrayContaining(Object.keys(data)));
      expect(data.status ?? 'ASKED').toBe(data.action === 'findings' ? 'ESCALATED' : 'ASKED');
    }
    expect(p.wx.payments).toEqual([]);
    // A shop's page has 已支付 among its own words.
    expect(page.text()).not.toMatch(name.startsWith('shop/') ? /¥0\.01/ : /已支付|支付成功|¥0\.01/);
    expect(JSON.parse(p.wx.storage.get('cart') ?? '')).toEqual([{ sku: 'apple', quantity: 1 }]);
  });
});
