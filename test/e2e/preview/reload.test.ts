import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../support/launch-browser';
import { temporaryFolder } from '../../support/temporary-folder';
import { openDevice, openPage, openTeahouse, type Phone, type Teahouse } from './teahouse';

jest.setTimeout(60_000);

let browser: Browser;
let device: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  device = await openDevice(browser);
}, 120_000);
afterAll(() => browser?.close());

describe('while the sources change', () => {
  let teahouse: Teahouse;
  let phone: Phone;
  const change = (name: string, from: string, to: string) => {
    const path = join(teahouse.source, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };

  beforeEach(async () => {
    teahouse = await openTeahouse({ watch: true }, () => undefined);
    phone = await openPage(device, `${teahouse.url}/#/pages/home/home;/pages/detail/detail?id=9&name=x`);
    await phone.see('编号 9');
  });
  afterEach(async () => {
    await phone.close();
    await teahouse.close();
    expect(phone.complaints).toEqual([]);
  });

  test('the page shows the new build, where it was', async () => {
    change('pages/detail/detail.wxml', '编号', '茶号');
    await phone.see('茶号 9 · x · 第 2 层');
  });

  test('a mistake is laid over the page, the last build goes on, and the mended one replaces both', async () => {
    change('pages/detail/detail.wxml', '</view>', '');
    const overlay = phone.page.getByRole('alert');
    await overlay.getByText(/^pages\/detail\/detail\.wxml:\d+:\d+ 标签没有闭合/).waitFor();
    expect(teahouse.reports.join('\n')).toContain('编译失败');
    await phone.page.reload();
    await overlay.getByText('小程序编译失败').waitFor();
    await phone.see('编号 9');
    change('pages/detail/detail.wxml', '<view>编号', '<view>好了</view><view>编号');
    change('pages/detail/detail.wxml', '层', '层</view>');
    await phone.see('好了');
    await overlay.waitFor({ state: 'detached' });
  });
});

describe('around the phone', () => {
  const panel = () => {
    const folder = temporaryFolder('panel');
    writeFileSync(
      join(folder, 'own.js'),
      `fetch('/_panel/add?n=2', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '40' })
        .then((answer) => answer.json())
        .then((sum) => { document.getElementById('panel').textContent = 'sum ' + sum; });`,
    );
    writeFileSync(join(folder, 'own.css'), '#panel { color: rgb(1, 2, 3) }');
    return {
      script: join(folder, 'own.js'),
      style: join(folder, 'own.css'),
      routes: {
        add: async ({ query, body }: { query: URLSearchParams; body: unknown }) =>
          Number(query.get('n')) + Number(body),
      },
    };
  };
  let teahouse: Teahouse;

  beforeAll(async () => {
    teahouse = await openTeahouse({ panel: panel() });
  });
  afterAll(() => teahouse?.close());

  test('a desktop has the panel beside it, with its routes and its style', async () => {
    const desktop = await openPage(await openDevice(browser, 'desktop'), teahouse.url);
    const aside = desktop.page.locator('aside#panel');
    await aside.getByText('sum 42').waitFor();
    expect(await aside.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(1, 2, 3)');
    expect(await desktop.page.locator('#phone').boundingBox()).toMatchObject({ width: 390, height: 844 });
    expect(desktop.complaints).toEqual([]);
    await desktop.close();
  });

  test('a phone has the mini program only, on all of its screen', async () => {
    const phone = await openPage(device, teahouse.url);
    expect(await phone.page.locator('#phone').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await phone.page.locator('aside#panel').isVisible()).toBe(false);
    expect(await phone.page.locator('script[src="/panel.js"]').count()).toBe(0);
    await phone.close();
  });

  test.each([
    ['POST', '/_preview/call', { 'content-type': 'text/plain' }, '{}', 415],
    ['POST', '/_preview/call', { 'content-type': 'application/json' }, '{', 400],
    ['POST', '/_preview/call', { 'content-type': 'application/json' }, '{"name":1}', 400],
    ['POST', '/_preview/pay', { 'content-type': 'application/json' }, '[]', 400],
    ['POST', '/_preview/pay', { 'content-type': 'application/json' }, `"${'x'.repeat(1024 * 1024)}"`, 413],
    ['POST', '/_panel/none', { 'content-type': 'application/json' }, '{}', 404],
    ['GET', '/_preview/files/app.json', {}, undefined, 404],
    ['GET', '/_preview/files/..%2f..%2fpackage.json', {}, undefined, 404],
    ['GET', '/_preview/files/%', {}, undefined, 400],
    ['PUT', '/', {}, '', 405],
  ])('refuses %s %s %j', async (method, path, headers, body, status) => {
    const answer = await fetch(teahouse.url + path, { method, headers: headers as Record<string, string>, body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });
});

describe('from the start', () => {
  let teahouse: Teahouse;

  afterEach(() => teahouse.close());

  test('sources that do not compile are explained, and shown once they are mended', async () => {
    const json = (source: string) => join(source, 'app.json');
    teahouse = await openTeahouse({ watch: true }, (source) => {
      const good = readFileSync(json(source), 'utf8');
      writeFileSync(json(source), good.replace('"pages": [', '"pages": ["pages/none/none", '));
    });
    const page = await device.newPage();
    await page.goto(teahouse.url);
    await page.getByRole('alert').getByText('pages 里有 "pages/none/none"').waitFor();
    const bad = readFileSync(json(teahouse.source), 'utf8');
    writeFileSync(json(teahouse.source), bad.replace('"pages/none/none", ', ''));
    await page.getByText('今日茶单').waitFor();
    await page.close();
  });
});
