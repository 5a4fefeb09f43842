import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type RunningShop, startShop } from '../../local/start-shop';
import { eventually, root } from '../support/backend';
import { launchBrowser } from '../support/launch-browser';
import { openPhone, type Phone, type screens } from './phone';
import { shopFolder } from './shop-folder';

interface World {
  orders: { _id: string; openid: string; reserved: number; refunded: number }[];
  refunds: { _id: string; outTradeNo: string; amount: number; status: string }[];
}

/** The shopkeepers of the local shop. */
const [operator, colleague] = ['oLocalOperator00000000000001', 'oLocalOperator00000000000002'] as const;

const runs: ['v2' | 'v3', keyof typeof screens][] = [
  ['v3', 'phone'],
  ['v2', 'desktop'],
];

describe.each(runs)('a buyer and a shopkeeper, by API %s on a %s', (api, screen) => {
  let dataFolder: string;
  let browser: Browser;
  let shop: RunningShop;
  const phones: Phone[] = [];
  let inUse = 0;

  const open = async (openid: string) => {
    const phone = phones[inUse] ?? (await openPhone(browser, screen));
    phones[inUse++] = phone;
    await phone.handTo(openid, shop.addresses.shop);
    return phone;
  };
  const control = async (address: string, body: unknown) => {
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
  };
  const tick = () => control(`${shop.addresses.cloud}/_control/trigger`, { name: 'backoffice' });
  const booksOf = async (openid: string) => {
    const world = (await (await fetch(`${shop.addresses.cloud}/_control/database`)).json()) as World;
    const [order] = world.orders.filter((each) => each.openid === openid);
    return { order, refunds: world.refunds.filter(({ outTradeNo }) => outTradeNo === order?._id) };
  };
  /** Buys so many apples at 12.80, or peaches at 36.80, and looks at the order. */
  const buy = async (phone: Phone, count: number, sku: 'apple' | 'peach' = 'apple') => {
    const more = phone.page.locator(`#goods-${sku}`).locator('visible=true');
    for (let put = 0; put < count; put += 1) await more.click();
    await phone.see('去结算');
    await phone.checkOut();
    await phone.pay();
    await phone.answerCashier('pay');
    await phone.see('支付成功');
    await phone.press('查看订单');
    await phone.see('微信支付单号');
  };
  const ask = async (phone: Phone, yuan?: string) => {
    await phone.press('申请退款');
    await phone.see('最多可退');
    if (yuan) await phone.page.locator('#amount input').locator('visible=true').fill(yuan);
    await phone.press('水果有坏或少了');
    await phone.screenshot(`${screen}-refund`);
    await phone.press('提交申请');
    await phone.see('已提交，等待商家处理');
    await phone.press('查看退款进度');
    await phone.see('退款进度');
  };
  const openShop = async (openid: string) => {
    const phone = await open(openid);
    await phone.press('订单');
    await phone.press('店铺');
    await phone.see('等您处理');
    return phone;
  };
  const openRefunds = async (openid: string) => {
    const phone = await openShop(openid);
    await phone.screenshot(`${screen}-shop`);
    await phone.press('退款申请');
    await phone.see('待处理');
    return phone;
  };
  const decide = async (phone: Phone, outRefundNo: string | undefined, choice: 'approve' | 'decline') => {
    await phone.page.locator(`#${choice}-${outRefundNo}`).locator('visible=true').click();
    await phone.press(choice === 'approve' ? '同意退款' : '不同意');
  };

  /** The shopkeeper gives a part of an order back without being asked. */
  const give = async (outTradeNo: string | undefined, yuan: string) => {
    const phone = await openShop(operator);
    await phone.press('全部订单');
    await phone.page.locator(`#order-${outTradeNo}`).locator('visible=true').click();
    await phone.see('最多可退');
    await phone.page.locator('#amount input').locator('visible=true').fill(yuan);
    await phone.press('水果有坏或少了');
    await phone.screenshot(`${screen}-shop-order`);
    await phone.press('退款给买家');
    await phone.see(`退给买家 ${yuan} 元？`);
    await phone.screenshot(`${screen}-shop-confirm`);
    await phone.press('确认退款');
    await phone.see('已记下，马上退款');
  };

  beforeAll(async () => {
    dataFolder = await shopFolder();
    browser = await launchBrowser();
    const ports = { shop: 0, wechatpay: 0, wechatpayTls: 0, cloud: 0 };
    shop = await startShop({ root, dataFolder, api, ports, watch: false });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  afterEach(() => {
    inUse = 0;
    expect(phones.flatMap((phone) => phone.complaints)).toEqual([]);
  });

  test('agree: the buyer asks, the shopkeeper approves, WeChat gives the money back', async () => {
    const buyer = `oAsks${api}${screen}0000000001`;
    const phone = await open(buyer);
    await buy(phone, 1);
    await ask(phone);
    await phone.see('等待商家处理');
    await phone.screenshot(`${screen}-refund-asked`);
    const { refunds } = await booksOf(buyer);
    expect(refunds).toMatchObject([{ status: 'ASKED', amount: 1280 }]);

    const shopkeeper = await openRefunds(operator);
    await shopkeeper.screenshot(`${screen}-shop-refunds`);
    await decide(shopkeeper, refunds[0]?._id, 'approve');
    await shopkeeper.see('已同意');

    await tick();
    await phone.press('刷新');
    await phone.see('商家已同意，退款中');
    // The refund becomes final, and its notification goes out on the way.
    await control(`${shop.addresses.wechatpay}/_control/clock`, { advanceSeconds: 600 });
    await eventually(async () => {
      await tick();
      return (await booksOf(buyer)).refunds[0]?.status === 'SUCCESS';
    });
    await phone.press('刷新');
    await phone.see('已全额退款');
    await phone.see('原路退回');
    await phone.screenshot(`${screen}-refunded`);
    expect((await booksOf(buyer)).order).toMatchObject({ reserved: 0, refunded: 1280 });
  }, 90_000);

  // What follows is decided before WeChat hears of it, and is the same by either API.
  if (api === 'v2') return;

  test('disagree: a part is asked for and declined, and may be asked for again', async () => {
    const buyer = `oDeclined${api}${screen}0000000001`;
    const phone = await open(buyer);
    await buy(phone, 1);
    await ask(phone, '4.29');
    const { refunds } = await booksOf(buyer);
    expect(refunds).toMatchObject([{ status: 'ASKED', amount: 429 }]);

    const shopkeeper = await openRefunds(operator);
    await decide(shopkeeper, refunds[0]?._id, 'decline');
    await shopkeeper.see('未同意');

    await phone.press('刷新');
    await phone.see('商家未同意');
    await phone.see('申请退款');
    expect(await booksOf(buyer)).toMatchObject({
      order: { reserved: 0, refunded: 0 },
      refunds: [{ status: 'DECLINED' }],
    });
  }, 90_000);

  test('are one person: who asks for much may not approve it, and a colleague may', async () => {
    const phone = await open(operator);
    await buy(phone, 14, 'peach');
    await ask(phone);
    const { refunds } = await booksOf(operator);
    expect(refunds).toMatchObject([{ status: 'ASKED', amount: 51_520 }]);

    const alone = await openRefunds(operator);
    await decide(alone, refunds[0]?._id, 'approve');
    await alone.see('需要另一位店员来同意');
    await alone.screenshot(`${screen}-second-operator`);
    expect((await booksOf(operator)).refunds).toMatchObject([{ status: 'ASKED' }]);

    const other = await openRefunds(colleague);
    await decide(other, refunds[0]?._id, 'approve');
    await other.see('已同意');
    expect((await booksOf(operator)).refunds).toMatchObject([{ status: 'REQUESTED' }]);
  }, 90_000);

  test('are told apart: who buys does not see the shop, which gives money back without being asked', async () => {
    const buyer = `oCurious${api}${screen}0000000001`;
    const phone = await open(buyer);
    await buy(phone, 1);
    await give((await booksOf(buyer)).order?._id, '2.50');
    expect(await booksOf(buyer)).toMatchObject({
      order: { reserved: 250, refunded: 0 },
      refunds: [{ status: 'REQUESTED', amount: 250 }],
    });
    await phone.page.goto(`${shop.addresses.shop}/?openid=${buyer}`);
    await phone.press('订单');
    await phone.see('退款处理中');
    expect(await phone.page.getByText('店铺', { exact: true }).locator('visible=true').count()).toBe(0);
  }, 60_000);
});
