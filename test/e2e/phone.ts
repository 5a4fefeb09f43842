import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from '../support/backend';

const isForPictures = process.env.SCREENSHOTS === 'update';

/** The two ways to look at the shop: on a phone, and in the phone on a desktop. */
export const screens = {
  // Drawing four pixels for one takes a processor most of the test's time, so only pictures that are kept are that sharp.
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: isForPictures ? 2 : 1,
    hasTouch: true,
    isMobile: true,
  },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
};

export type Phone = Awaited<ReturnType<typeof openPhone>>;

/** A phone, and what a buyer does with the shop on it. */
export async function openPhone(browser: Browser, screen: keyof typeof screens) {
  const context = await browser.newContext({
    ...screens[screen],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const press = (text: string) => page.getByText(text, { exact: true }).locator('visible=true').last().click();
  return {
    page,
    complaints,
    press,
    /** From now on it is this buyer's, opens the shop and has not complained: a new phone for each would cost more than the test. */
    async handTo(openid: string, shop: string) {
      await page.goto('about:blank');
      complaints.length = 0;
      await page.goto(`${shop}/?openid=${openid}`);
    },
    async putAppleInCart() {
      await page.locator('#goods-apple').locator('visible=true').click();
      await see(page, '去结算');
    },
    async checkOut() {
      await press('去结算');
      await see(page, '微信支付');
    },
    pay: () => page.locator('#pay').locator('visible=true').click(),
    answerCashier: (choice: 'pay' | 'cancel') => page.getByTestId(`cashier-${choice}`).click(),
    async simulateAtCashier(choice: 'fail' | 'pay-lose') {
      await page.getByText('模拟', { exact: false }).locator('visible=true').last().click();
      await page.getByTestId(`cashier-${choice}`).click();
    },
    see: (text: string | RegExp) => see(page, text),
    screenshot: (name: string) => keepScreenshot(page, name),
  };
}

async function see(page: Page, text: string | RegExp) {
  await page.getByText(text).locator('visible=true').first().waitFor({ timeout: 15_000 });
}

/**
 * Keeps what a page looks like under `docs/images`, for the guide. A picture that is there stays as it is, so that a test
 * run leaves the checkout clean; SCREENSHOTS=update takes all of them anew.
 */
export async function keepScreenshot(page: Page, name: string) {
  const path = join(root, 'docs/images', `${name}.png`);
  if (existsSync(path) && !isForPictures) return;
  // Pictures are decoded and panels have settled before the shutter falls.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(700);
  await page.screenshot({ path });
}
