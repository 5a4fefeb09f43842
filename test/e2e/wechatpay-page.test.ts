import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { toXml, v2Sign } from '../local/wechatpay/support/sign';
import { useGateway } from '../local/wechatpay/support/use-gateway';
import { useMerchantServer } from '../local/wechatpay/support/use-merchant-server';
import { root } from '../support/backend';
import { launchBrowser } from '../support/launch-browser';
import { keepScreenshot, screens } from './phone';

jest.setTimeout(120_000);

const gateway = useGateway({ root });
const merchant = useMerchantServer(gateway);
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => expect(complaints.splice(0)).toEqual([]));

async function open(screen: keyof typeof screens): Promise<Page> {
  const context = await browser.newContext({
    ...screens[screen],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(gateway.url);
  return page;
}

/** A query that sends its appid and signs all but that. */
async function forgetTheAppid(outTradeNo: string) {
  const { appid, mchid, apiKey } = gateway.merchant;
  const fields = { mch_id: mchid, nonce_str: 'nonce', out_trade_no: outTradeNo };
  await gateway.postXml('/pay/orderquery', toXml({ appid, ...fields, sign: v2Sign(fields, apiKey) }));
}

describe('the page of the gateway', () => {
  test('pays what a script ordered, and tells of it by the clock, with every attempt', async () => {
    const page = await open('desktop');
    await page.getByText('等待第一个请求').waitFor();
    merchant.answers(500, 'the shop is closed');
    await gateway.control('faults', { delayNotificationsSeconds: 3_600 });
    const order = gateway.v3Order({ notify_url: merchant.url });
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    const card = page.locator('.card', { hasText: String(order.out_trade_no) });
    await card.getByRole('button', { name: '支付', exact: true }).click();
    await card.getByText('已支付').waitFor();

    await page.getByRole('button', { name: '通知', exact: true }).first().click();
    await page.getByRole('button', { name: '现在送出' }).click();
    await page.getByText('时钟已前进，送达 1 次通知，其中 0 次得到正确应答').waitFor();
    await page.getByText('500 the shop is closed').waitFor();
    merchant.answers(204);
    await page.getByRole('button', { name: '+1 小时' }).click();
    await page.getByText('得到正确应答', { exact: true }).waitFor();
    expect(merchant.received.length).toBeGreaterThan(1);
    await page.locator('.exchange', { hasText: '支付通知 · 第 2 次' }).waitFor();
    await keepScreenshot(page, 'desktop-wechatpay');

    // The bill of today is made tomorrow morning, and the next ten o'clock may be today's.
    const { now } = await gateway.control('clock', { advanceSeconds: 86_400 });
    const day = new Date(Date.parse(String(now)) + 8 * 3_600_000).toISOString().slice(0, 10);
    // The page reckons with what it last heard.
    await page.locator('time.now', { hasText: day }).waitFor();
    await page.getByRole('button', { name: '到 10:00' }).click();
    await page.getByRole('button', { name: '账单' }).click();
    await page.getByRole('button', { name: '资金' }).click();
    await page.getByText('`12.80').first().waitFor();
    await page.context().close();
  });

  test('explains a refused signature in large type, with the difference marked, on a phone too', async () => {
    const page = await open('phone');
    await page.getByRole('button', { name: '故障' }).click();
    await page.getByRole('checkbox', { name: '丢失通知' }).check({ force: true });
    await page.locator('.fault.on', { hasText: '丢失通知' }).waitFor();
    expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200, loseNotifications: true });

    await forgetTheAppid('T2026010100001');
    await page.getByRole('button', { name: '记录' }).click();
    await page.getByPlaceholder('搜索单号、路径、报文、原因').fill('orderquery T2026010100001');
    await page.locator('.exchange').click();
    expect(await page.locator('.reason.mistake').textContent()).toBe('发送了 appid，却没有签它');
    expect(await page.locator('.pair mark').allInnerTexts()).toEqual([`appid=${gateway.merchant.appid}&`, '']);
    await keepScreenshot(page, 'phone-wechatpay-mistake');
    await page.context().close();
  });
});
