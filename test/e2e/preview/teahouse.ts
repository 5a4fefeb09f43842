import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import type { PreviewOptions } from '../../../local/preview/preview-options';
import { startPreview } from '../../../local/preview/start-preview';

const packageRoot = join(__dirname, '../../..');
const phoneScreen = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktopScreen = { viewport: { width: 1280, height: 900 } };

/** A mini program that is not ours, and where it is built once before the tests. */
export const TEAHOUSE = {
  source: join(packageRoot, 'test/fixtures/preview/teahouse'),
  outDir: join(packageRoot, 'dist/test/teahouse'),
};

/**
 * Its preview, with a cloud and a WeChat Pay that the test plays. A test that changes the sources says how they are at first,
 * and has a copy of them, which is built anew.
 */
export async function openTeahouse(options: Partial<PreviewOptions> = {}, prepare?: (source: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-'));
  const source = prepare ? join(folder, 'miniprogram') : TEAHOUSE.source;
  if (prepare) cpSync(TEAHOUSE.source, source, { recursive: true });
  else cpSync(TEAHOUSE.outDir, join(folder, 'out/app'), { recursive: true });
  prepare?.(source);
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
