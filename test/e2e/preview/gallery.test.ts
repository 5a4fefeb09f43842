import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext, Locator } from 'playwright-core';
import { launchBrowser } from '../../support/launch-browser';
import { openDevice, openPage, openTeahouse, type Phone, type Teahouse } from './teahouse';

jest.setTimeout(60_000);

/** TDesign, gestures and what is measured: by finger on a phone, by mouse on a desktop. */
describe.each(['phone', 'desktop'] as const)('components on a %s', (screen) => {
  let browser: Browser;
  let device: BrowserContext;
  let teahouse: Teahouse;
  let phone: Phone;

  beforeAll(async () => {
    browser = await launchBrowser();
    device = await openDevice(browser, screen);
    teahouse = await openTeahouse();
    // One page for all: each test leaves to the others what they need.
    phone = await openPage(device, `${teahouse.url}/#/pages/home/home;/pages/gallery/gallery`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await teahouse?.close();
  });
  afterEach(() => {
    expect(phone.complaints).toEqual([]);
    expect(phone.elsewhere).toEqual([]);
  });

  const press = (text: string) => (screen === 'phone' ? phone.tap(text) : phone.click(text));
  const touch = (target: Locator) => (screen === 'phone' ? target.tap() : target.click());
  const swipe = async (target: Locator, distance: number) => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('nothing to swipe');
    const y = box.y + box.height / 2;
    const from = box.x + (distance < 0 ? Math.min(box.width - 20, 300) : 20);
    const steps = Array.from({ length: 10 }, (_, step) => from + (distance * (step + 1)) / 10);
    if (screen === 'desktop') {
      await phone.page.mouse.move(from, y);
      await phone.page.mouse.down();
      for (const x of steps) await phone.page.mouse.move(x, y);
      await phone.page.mouse.up();
      return;
    }
    const session = await phone.page.context().newCDPSession(phone.page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
    await send('touchStart', from);
    for (const x of steps) await send('touchMove', x);
    await send('touchEnd');
  };

  test('of TDesign answer', async () => {
    await touch(phone.top.locator('[class*="t-stepper__plus"]').first());
    await phone.see('3 杯');
    await press('红茶');
    await phone.top.getByText('红茶的内容').waitFor({ state: 'visible' });
    await phone.top.getByPlaceholder('请输入姓名').fill('张三');
    await phone.see('称呼：张三');
    await touch(phone.top.locator('[class*="t-switch__body"]').first());
    await phone.see('冷饮');
    await touch(phone.top.locator('[class*="t-rate__icon"]').nth(4));
    await phone.see('5 星');
    await phone.top.getByText('两小时内送到').waitFor({ state: 'visible' });
  });

  test('of TDesign draw their icons without asking another machine', async () => {
    const icon = phone.top.locator('[class*="t-icon-check-circle-filled"]').first();
    const mask = await icon.evaluate((element) => getComputedStyle(element, '::before').maskImage);
    expect(mask).toBe(`url("${teahouse.url}/_preview/icons/check-circle-filled.svg")`);
    expect((await phone.page.request.get(`${teahouse.url}/_preview/icons/check-circle-filled.svg`)).ok()).toBe(true);
  });

  test('are swiped', async () => {
    await swipe(phone.top.locator('wx-swiper.swiper'), -200);
    await phone.see('在第 2 张');
    await swipe(phone.top.locator('wx-swiper.swiper'), 200);
    await phone.see('在第 1 张');
    await swipe(phone.top.getByText('左滑删除'), -120);
    await press('删除');
    await phone.see('删了');
  });

  test('answer by wxs, with what it needs', async () => {
    const handle = phone.top.getByText('拖我');
    await swipe(handle, 50);
    await phone.see('拖了 50 步长 5');
    expect(await handle.evaluate((element) => element.style.transform)).toBe('translateX(50px)');
    const watcher = phone.top.locator('.watcher');
    await watcher.and(phone.top.locator('.seen')).waitFor();
    expect(await watcher.evaluate((element) => element.style.getPropertyValue('--seen'))).toBe('3');
  });

  test('scroll to what they are told to', async () => {
    await press('滚到列六');
    // Said by the view when it has arrived: the column is "visible" to a browser all the time.
    await phone.see('到头了');
    expect(await phone.top.locator('wx-scroll-view.wide').evaluate((view) => view.scrollLeft)).toBeGreaterThan(200);
  });

  test('tell a long press from a tap', async () => {
    const target = phone.top.getByText('长按');
    await target.scrollIntoViewIfNeeded();
    await press('长按');
    await phone.see('点了一下');
    const box = await target.boundingBox();
    const at = { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 5 };
    if (screen === 'desktop') {
      await phone.page.mouse.move(at.x, at.y);
      await phone.page.mouse.down();
      await phone.see('按住了');
      await phone.page.mouse.up();
    } else {
      const session = await phone.page.context().newCDPSession(phone.page);
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
      await phone.see('按住了');
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    }
    expect(await phone.top.locator('.pressed').textContent()).toBe('按住了');
  });

  test('measure from the corner of the page, and stay fixed in the phone', async () => {
    await press('量一量');
    await phone.see('离右 10 离下 10');
    const [fixed, view] = [
      await phone.top.locator('.fixed').boundingBox(),
      await phone.top.locator('.pv-page-view').boundingBox(),
    ];
    expect(Math.round((view?.x ?? 0) + (view?.width ?? 0) - (fixed?.x ?? 0) - (fixed?.width ?? 0))).toBe(10);
  });

  test('show rich text without what WeChat leaves out', async () => {
    await phone.see('富');
    expect(await phone.top.locator('wx-rich-text script').count()).toBe(0);
    expect(await phone.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  test('of TDesign open over the page and close again', async () => {
    await press('弹层');
    await phone.top.getByText('弹层里的内容').waitFor({ state: 'visible' });
    await touch(phone.top.locator('[class*="t-overlay"]').locator('visible=true').first());
    await phone.top.getByText('弹层里的内容').waitFor({ state: 'hidden' });
    await press('动作面板');
    await touch(phone.top.getByText('热饮', { exact: true }).last());
    await press('确认框');
    await phone.see('再来一壶？');
    await press('好');
    await phone.see('这就来');
    await press('选择器');
    await phone.top.getByText('苏州').waitFor({ state: 'visible' });
  });
});
