import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import type { PreviewOptions } from '../../../local/preview/preview-options';
import { startPreview } from '../../../local/preview/start-preview';

const packageRoot = join(__dirname, '../../..');
const phoneScreen = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktopScreen = { viewport: { width: 1280, height: 900 } };

/** The preview of a copy of a mini program that is not ours, with a cloud and a WeChat Pay that the test plays. */
export async function openTeahouse(options: Partial<PreviewOptions> = {}, prepare = (_source: string) => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-'));
  const source = join(folder, 'miniprogram');
  cpSync(join(packageRoot, 'test/fixtures/preview/teahouse'), source, { recursive: true });
  prepare(source);
  const reports: string[] = [];
  const preview = await startPreview({
    port: 0,
    miniprogram: source,
    packageRoot,
    outDir: join(folder, 'out'),
    appid: 'wx0000000000000tea',
    cloud: { call: async () => ({ errMsg: 'cloud.callFunction:fail no function', errCode: -501000 }) },
    wechatpay: { cashier: async () => ({}), pay: async () => ({}) },
    report: (line) => reports.push(line),
    ...options,
  });
  return {
    ...preview,
    source,
    reports,
    async close() {
      await preview.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A browser profile on a device; its pages share what it stores. */
export function openDevice(browser: Browser, screen: 'phone' | 'desktop' = 'phone'): Promise<BrowserContext> {
  return browser.newContext({ ...(screen === 'phone' ? phoneScreen : desktopScreen), locale: 'zh-CN' });
}

/** A page of the browser, what it complained about, and the mini program's page on top. */
export async function openPage(device: BrowserContext, url: string) {
  const page = await device.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:'))
      elsewhere.push(request.url());
  });
  await page.goto(url);
  await page.locator('html[data-ready]').waitFor();
  const top = page.locator('[data-current]');
  return {
    page,
    top,
    complaints,
    elsewhere,
    tap: (text: string) => top.getByText(text, { exact: true }).first().tap(),
    click: (text: string) => top.getByText(text, { exact: true }).first().click(),
    see: (text: string | RegExp) => top.getByText(text).first().waitFor(),
    dialog: (name?: string) => page.getByRole('dialog', { name }),
    close: () => page.close(),
  };
}

export type Teahouse = Awaited<ReturnType<typeof openTeahouse>>;
export type Phone = Awaited<ReturnType<typeof openPage>>;
