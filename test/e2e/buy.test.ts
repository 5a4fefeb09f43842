import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type RunningShop, startShop } from '../../local/start-shop';
import { root } from '../support/backend';
import { launchBrowser } from '../support/launch-browser';
import { openPhone, type Phone, type screens } from './phone';
import { shopFolder } from './shop-folder';

interface World {
  orders: { _id: string; openid: string; status: string; amount: number }[];
  payments: { outTradeNo: string }[];
}

const runs: ['v2' | 'v3', keyof typeof screens][] = [
  ['v3', 'phone'],
  ['v2', 'desktop'],
];

describe.each(runs)('a buyer in the mini program, by API %s on a %s', (api, screen) => {
  let dataFolder: string;
  let browser: Browser;
  let shop: RunningShop;
  let phone: Phone;
  let buyers = 0;
  let openid: string;

  const start = async (ports = { shop: 0, wechatpay: 0, wechatpayTls: 0, cloud: 0 }) => {
    shop = await startShop({ root, dataFolder, api, ports, watch: false });
  };
  const mine = async () => {
    const world = (await (await fetch(`${shop.addresses.cloud}/_control/database`)).json()) as World;
    const orders = world.orders.filter((order) => order.openid === openid);
    return { orders, payments: world.payments.filter((one) => orders.some(({ _id }) => _id === one.outTradeNo)) };
  };
  /** What must be true in the end, whatever was seen on the way: one order, one payment, the catalogue's price. */
  const expectOnePaidOrder = async () => {
    const { orders, payments } = await mine();
    expect(orders).toMatchObject([{ status: 'PAID', amount: 1280 }]);
    expect(payments).toHaveLength(1);
  };

  /** As far as the cashier. */
  const orderAnApple = async () => {
    await phone.putAppleInCart();
    await phone.checkOut();
    await phone.pay();
  };

  beforeAll(async () => {
    dataFolder = await shopFolder();
    browser = await launchBrowser();
    phone = await openPhone(browser, screen);
    await start();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    openid = `oBuyer${api}${screen}${String(++buyers).padStart(10, '0')}`;
    await phone.handTo(openid, shop.addresses.shop);
  });
  afterEach(() => {
    expect(phone.complaints).toEqual([]);
  });

  test('buys an apple, and sees that it is paid because WeChat said so', async () => {
    await phone.see('红富士苹果');
    await phone.putAppleInCart();
    await phone.screenshot(`${screen}-goods`);
    await phone.checkOut();
    await phone.screenshot(`${screen}-checkout`);
    await phone.pay();
    await phone.see('确认支付');
    await phone.screenshot(`${screen}-cashier`);
    await phone.answerCashier('pay');
    await phone.see('支付成功');
    await phone.screenshot(`${screen}-paid`);
    await expectOnePaidOrder();

    await phone.press('查看订单');
    await phone.see('微信支付单号');
    await phone.screenshot(`${screen}-order`);
  }, 60_000);

  test('is told that it is paid although every notification is lost', async () => {
    await orderAnApple();
    await phone.simulateAtCashier('pay-lose');
    await phone.see('支付成功');
    await expectOnePaidOrder();
  }, 60_000);

  test('follows an order that is not paid yet, sees its time run, and cancels it', async () => {
    await orderAnApple();
    await phone.answerCashier('cancel');
    await phone.press('查看订单');
    await phone.see('取消订单');
    await phone.see('剩余');
    await phone.screenshot(`${screen}-unpaid`);
    if (api === 'v2') {
      await fetch(`${shop.addresses.wechatpay}/_control/clock`, { method: 'POST', body: '{"advanceSeconds":301}' });
    }
    await phone.press('取消订单');
    await phone.page
      .getByText(/^(确定|确认取消|取消订单)$/)
      .locator('visible=true')
      .last()
      .click();
    await phone.see('已关闭');
    await phone.screenshot(`${screen}-closed`);
    expect(await mine()).toMatchObject({ orders: [{ status: 'CLOSED' }], payments: [] });
  }, 60_000);

  test('pays, and finds it paid after everything was restarted before anybody noticed', async () => {
    await orderAnApple();
    await phone.see('确认支付');
    const { orders } = await mine();
    // The money moves while the phone is off, and the word of it is lost.
    await fetch(`${shop.addresses.wechatpay}/_control/pay`, {
      method: 'POST',
      body: JSON.stringify({ outTradeNo: orders[0]?._id, notification: 'lose' }),
    });
    const ports = Object.fromEntries(
      Object.entries(shop.addresses)
        .filter(([name]) => name !== 'data')
        .map(([name, url]) => [name, Number(new URL(url).port)]),
    ) as { shop: number; wechatpay: number; wechatpayTls: number; cloud: number };
    await phone.page.goto('about:blank');
    await shop.close();
    await start(ports);
    await phone.page.goto(`${shop.addresses.shop}/?openid=${openid}`);
    await phone.see('红富士苹果');
    await phone.press('订单');
    await phone.page.locator(`#order-${orders[0]?._id}`).click();
    await phone.see('已支付');
    await expectOnePaidOrder();
  }, 90_000);

  // What follows is between the buyer and the pages, and is the same by either API.
  if (api === 'v2') return;

  test('looks through the orders', async () => {
    await phone.press('订单');
    await phone.see('还没有订单');
    await phone.screenshot(`${screen}-no-orders`);
  }, 60_000);

  test('cancels, is told so, and pays the same order after all', async () => {
    await orderAnApple();
    await phone.answerCashier('cancel');
    await phone.see('已取消支付');
    await phone.screenshot(`${screen}-cancelled`);
    expect((await mine()).payments).toEqual([]);
    await phone.press('继续支付');
    await phone.answerCashier('pay');
    await phone.see('支付成功');
    await expectOnePaidOrder();
  }, 60_000);

  test('is told when a payment fails, and what to do next', async () => {
    await orderAnApple();
    await phone.simulateAtCashier('fail');
    await phone.see('支付没有成功');
    await phone.see('重新支付');
    await phone.screenshot(`${screen}-failed`);
    expect(await mine()).toMatchObject({ orders: [{ status: 'PAYING' }], payments: [] });
  }, 60_000);

  test('taps twice and buys once', async () => {
    await phone.putAppleInCart();
    await phone.checkOut();
    await phone.page.locator('#pay').locator('visible=true').dblclick();
    await phone.answerCashier('pay');
    await phone.see('支付成功');
    await expectOnePaidOrder();
  }, 60_000);

  test('reloads while the cashier is open, and pays the same order', async () => {
    await orderAnApple();
    await phone.see('确认支付');
    await phone.page.reload();
    await phone.see('微信支付');
    await phone.pay();
    await phone.answerCashier('pay');
    await phone.see('支付成功');
    await expectOnePaidOrder();
  }, 60_000);
});
