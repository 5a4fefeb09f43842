import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../support/launch-browser';
import { openDevice, openPage, openTeahouse, type Phone, type Teahouse } from './teahouse';

jest.setTimeout(60_000);

let browser: Browser;
let device: BrowserContext;
let teahouse: Teahouse;
let phone: Phone;

beforeAll(async () => {
  browser = await launchBrowser();
  device = await openDevice(browser);
  teahouse = await openTeahouse();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await teahouse?.close();
});

/** Opens a page once for all tests of a block, or anew for each where they would be in each other's way. */
const at = (hash = '', open: typeof beforeAll | typeof beforeEach = beforeAll) => {
  open(async () => {
    await phone?.close();
    phone = await openPage(device, `${teahouse.url}/${hash}`);
  });
  afterEach(() => {
    expect(phone.complaints).toEqual([]);
    expect(phone.elsewhere).toEqual([]);
  });
};

describe('the first page', () => {
  at();

  test('renders templates, wxs, slots, behaviors and properties', async () => {
    await phone.see('第 1 次 · 列表');
    await phone.see('¥58.00');
    await phone.see('（明前）');
    await phone.tap('要 2 份');
    await phone.see('要 3 份');
    await phone.see('共 3 份');
  });

  test('gives each style to those whom WeChat gives it to', async () => {
    const color = (text: string) =>
      phone.top
        .getByText(text)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await color('¥58.00')).toBe('rgb(200, 80, 40)');
    expect(await color('第 1 次')).toBe('rgb(10, 120, 90)');
    const heading = phone.top.getByText('今日茶单');
    expect(await heading.evaluate((element) => getComputedStyle(element).fontSize)).toBe('20.8px');
    expect(await phone.top.locator('.frame').count()).toBe(2);
    expect(
      await phone.top.locator('wx-page').evaluate((page) => getComputedStyle(page).getPropertyValue('--tea').trim()),
    ).toBe('#2f5d50');
  });

  test('shows a toast that goes away', async () => {
    await phone.tap('提示');
    await phone.page.getByRole('status').getByText('泡好了').waitFor();
    await phone.page.getByRole('status').waitFor({ state: 'detached' });
  });

  test('asks by a dialog and by an action sheet', async () => {
    await phone.tap('对话框');
    await phone.dialog('续水吗').getByRole('button', { name: '确定' }).tap();
    await phone.see('续水');
    await phone.tap('操作菜单');
    await phone.dialog().getByRole('button', { name: '冷' }).tap();
    await phone.see('温度 1');
    await phone.tap('操作菜单');
    await phone.dialog().getByRole('button', { name: '取消' }).tap();
    await phone.see('showActionSheet:fail cancel');
  });

  test('does not press a disabled button', async () => {
    await phone.top.getByText('不能点').tap({ force: true });
    await phone.tap('对话框');
    await phone.dialog('续水吗').getByRole('button', { name: '取消' }).tap();
    await phone.see('不续');
    expect(await phone.page.getByRole('status').count()).toBe(0);
  });

  test('is refreshed by pulling it down', async () => {
    const touch = await phone.page.context().newCDPSession(phone.page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 190, y }] });
    await send('touchStart', 120);
    for (let y = 140; y <= 340; y += 20) await send('touchMove', y);
    await send('touchEnd');
    await phone.see('第 2 次 · 列表');
    await phone.page.locator('[data-pulled]').waitFor({ state: 'detached' });
  });
});

describe('an API that the preview does not have', () => {
  test('says so to the developer', async () => {
    const own = await openPage(device, teahouse.url);
    await own.tap('缺少的接口');
    await own.see('wx.scanCode is not part of the preview');
    expect(own.complaints).toEqual(['wx.scanCode is not part of the preview']);
    await own.close();
  });
});

describe('the page stack', () => {
  at('', beforeEach);

  test('opens, titles, speaks back and returns', async () => {
    await phone.tap('看龙井');
    await phone.see('编号 7 · 龙井 · 第 2 层');
    await phone.see('你好 attached onLoad show onShow ready');
    expect(await phone.page.title()).toBe('茶：龙井');
    expect(await phone.page.locator('.pv-tab-bar').isVisible()).toBe(false);
    await phone.tap('选这个');
    await phone.see('选了龙井');
  });

  test('goes deeper, replaces, and back by the bar', async () => {
    await phone.tap('看龙井');
    await phone.tap('再深一层');
    await phone.see('编号 2 · 深 · 第 3 层');
    await phone.top.getByRole('button', { name: '返回' }).tap();
    await phone.see('编号 7 · 龙井 · 第 2 层');
    await phone.tap('换一页');
    await phone.see('来自');
    expect(
      await phone.page
        .locator('[data-route]')
        .evaluateAll((all) => all.filter((one) => one.localName === 'section').length),
    ).toBe(2);
  });

  test('keeps the pages of the tab bar', async () => {
    await phone.tap('要 2 份');
    await phone.page.getByRole('button', { name: '预约' }).tap();
    await phone.see('你好，');
    expect(await phone.page.title()).toBe('预约');
    await phone.page.getByRole('button', { name: '茶单' }).tap();
    await phone.see('共 3 份');
  });

  test('refuses as WeChat does', async () => {
    await phone.tap('看龙井');
    await phone.tap('乱走');
    await phone.see('navigateTo:fail can not navigateTo a tabbar page');
  });

  test('follows links, with what they carry, and into a subpackage', async () => {
    await phone.tap('去组件廊');
    await phone.see('来自 home 红茶 & 绿茶');
    await phone.page.reload();
    await phone.see('来自 home 红茶 & 绿茶');
    await phone.page.locator('[data-current] .pv-capsule, [data-current] [class*=t-navbar__left-arrow]').first().tap();
    await phone.tap('关于');
    await phone.see('始于明代 wx0000000000000tea');
  });

  test('is found again after a reload, page by page', async () => {
    await phone.tap('看龙井');
    await phone.tap('再深一层');
    await phone.see('编号 2 · 深 · 第 3 层');
    await phone.page.reload();
    await phone.see('编号 2 · 深 · 第 3 层');
    await phone.top.getByRole('button', { name: '返回' }).tap();
    await phone.see('编号 7 · 龙井 · 第 2 层');
    await phone.top.getByRole('button', { name: '返回' }).tap();
    await phone.see('今日茶单');
  });

  test('announces where it is', async () => {
    await phone.page.evaluate(() => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      window.addEventListener('preview:navigate', (event) => told.push((event as CustomEvent).detail));
    });
    await phone.tap('看龙井');
    await phone.see('编号 7');
    expect(await phone.page.evaluate(() => (window as unknown as { told: unknown }).told)).toEqual([
      { route: 'pages/detail/detail', query: { id: '7', name: '龙井' } },
    ]);
  });
});

describe('forms', () => {
  at('#/pages/forms/forms');

  test('bind both ways, and let a handler replace what was typed', async () => {
    await phone.top.getByPlaceholder('称呼').fill('小王');
    await phone.see('你好，小王');
    await phone.top.getByPlaceholder('大写').fill('abc');
    expect(await phone.top.getByPlaceholder('大写').inputValue()).toBe('ABC');
    await phone.top.getByPlaceholder('称呼').press('Enter');
    await phone.see('回车');
  });

  test('collect their fields and empty them again', async () => {
    await phone.top.getByPlaceholder('称呼').fill('小王');
    await phone.top.getByPlaceholder('备注').fill('靠里');
    await phone.tap('坚果');
    await phone.see('["nuts","cake"]');
    await phone.tap('大厅');
    await phone.see('"hall"');
    await phone.tap('雅间：未选');
    await phone.dialog().getByRole('button', { name: '兰' }).tap();
    await phone.see('雅间：兰');
    await phone.tap('提交');
    await phone.see(
      '{"who":"小王","upper":"ABC","note":"靠里","warm":true,"extras":["nuts","cake"],"seat":"hall","people":2,"room":1}',
    );
    await phone.tap('重填');
    await phone.see('已重填');
    expect(await phone.top.getByPlaceholder('称呼').inputValue()).toBe('');
  });

  test('colour their placeholders as the class says', async () => {
    const field = phone.top.getByPlaceholder('称呼');
    expect(await field.evaluate((input) => getComputedStyle(input, '::placeholder').color)).toBe('rgb(200, 100, 50)');
  });
});
