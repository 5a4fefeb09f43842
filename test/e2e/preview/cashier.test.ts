import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../support/launch-browser';
import { openDevice, openPage, openTeahouse, type Phone, type Teahouse } from './teahouse';

jest.setTimeout(60_000);

const payment = { timeStamp: '1700000000', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'RSA', paySign: 's' };
const bill = { ok: true, prepayId: 'wx1', merchantName: '老茶馆', description: '龙井两杯', total: 11605 };

/** What the page asked of the cloud and of WeChat Pay, and what they are to answer. */
const asked: Record<'calls' | 'cashier' | 'pay', unknown[]> = { calls: [], cashier: [], pay: [] };
let verdict: unknown = bill;
let paid: unknown = {};

let browser: Browser;
let device: BrowserContext;
let teahouse: Teahouse;
let phone: Phone;

beforeAll(async () => {
  browser = await launchBrowser();
  device = await openDevice(browser);
  teahouse = await openTeahouse({
    cloud: {
      async call(request) {
        asked.calls.push(request);
        if (request.name === 'broken')
          return { errMsg: 'cloud.callFunction:fail Error: errCode: -504002', errCode: -504002 };
        return { result: { said: '请付款', payment }, errMsg: 'cloud.callFunction:ok', requestID: '1' };
      },
    },
    wechatpay: {
      async cashier(parameters) {
        asked.cashier.push(parameters);
        return verdict;
      },
      async pay(body) {
        asked.pay.push(body);
        return paid;
      },
    },
  });
  phone = await openPage(device, `${teahouse.url}/?openid=oTea#/pages/home/home;/pages/pay/pay`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await teahouse?.close();
});
beforeEach(() => {
  for (const list of Object.values(asked)) list.length = 0;
  verdict = bill;
  paid = {};
});
afterEach(() => {
  expect(phone.complaints).toEqual([]);
});

const outcome = () => phone.top.locator('.outcome').textContent();

describe('the cashier', () => {
  test('asks WeChat Pay before it shows itself, and shows what is to be paid', async () => {
    await phone.tap('现在付');
    const sheet = phone.dialog('微信支付收银台');
    await sheet.getByText('老茶馆').waitFor();
    await sheet.getByText('龙井两杯').waitFor();
    await sheet.getByText('¥116.05').waitFor();
    expect(asked.calls).toEqual([{ name: 'brew', data: { cups: 2 }, openid: 'oTea' }]);
    expect(asked.cashier).toEqual([{ ...payment, appId: 'wx0000000000000tea' }]);
    expect(asked.pay).toEqual([]);
    for (const name of ['确认支付', '取消']) await sheet.getByRole('button', { name, exact: true }).waitFor();
    await phone.page.getByTestId('cashier-cancel').tap();
    await phone.see('requestPayment:fail cancel');
  });

  test.each([
    ['cashier-pay', { outcome: 'success' }, 'requestPayment:ok'],
    ['cashier-cancel', { outcome: 'cancel' }, 'requestPayment:fail cancel'],
    ['cashier-fail', { outcome: 'fail' }, 'requestPayment:fail 支付失败'],
    ['cashier-pay-lose', { outcome: 'success', notification: 'lose' }, 'requestPayment:ok'],
  ])('tells WeChat Pay and the page what happened: %s', async (id, choice, errMsg) => {
    await phone.tap('现在付');
    const button = phone.page.getByTestId(id);
    if (!(await button.isVisible())) await phone.page.getByText('模拟', { exact: true }).tap();
    await button.tap();
    await phone.see(errMsg);
    expect(asked.pay).toEqual([{ prepayId: 'wx1', openid: 'oTea', ...choice }]);
    expect(await phone.dialog().count()).toBe(0);
  });

  test('does not show itself where WeChat Pay refuses, and says why', async () => {
    verdict = { ok: false, errMsg: 'requestPayment:fail 支付验证签名失败', reason: 'paySign 漏了 appId' };
    await phone.tap('现在付');
    const refusal = phone.page.getByTestId('cashier-refused');
    await refusal.getByText('paySign 漏了 appId').waitFor();
    await refusal.getByRole('button', { name: '知道了' }).tap();
    await phone.see('requestPayment:fail 支付验证签名失败');
    expect(asked.pay).toEqual([]);
  });

  test('fails where the order can no longer be paid', async () => {
    paid = { error: { code: 'EXPIRED', message: '该订单已过期' } };
    await phone.tap('现在付');
    await phone.page.getByTestId('cashier-pay').tap();
    await phone.page.getByTestId('cashier-refused').getByText('该订单已过期').waitFor();
    await phone.page.getByRole('button', { name: '知道了' }).tap();
    await phone.see('requestPayment:fail 该订单已过期');
  });

  test('is not asked for parameters that are missing', async () => {
    await phone.tap('少参数');
    await phone.see('requestPayment:fail parameter error: parameter.nonceStr should be String instead of Undefined;');
    expect(asked.cashier).toEqual([]);
  });
});

describe('the cloud and the storage', () => {
  test('a failing function fails as in WeChat', async () => {
    await phone.tap('坏函数');
    await phone.see('cloud.callFunction:fail Error: errCode: -504002 -504002');
  });

  test('what one buyer stores, another does not find', async () => {
    await phone.tap('现在付');
    await phone.page.getByTestId('cashier-pay').tap();
    await phone.see('requestPayment:ok');
    const kept = async (openid: string) => {
      await phone.page.goto(`${teahouse.url}/?openid=${openid}#/pages/pay/pay`);
      await phone.page.locator('html[data-ready]').waitFor();
      return phone.top.locator('.kept').textContent();
    };
    expect(await kept('oOther')).toBe('');
    expect(await kept('oTea')).toBe('requestPayment:ok');
    expect(await outcome()).toBe('');
  });

  test('an unnamed browser is the standard buyer, and a named one stays who it is', async () => {
    const other = await openPage(await openDevice(browser), `${teahouse.url}/#/pages/pay/pay`);
    await other.tap('坏函数');
    await other.see('cloud.callFunction:fail');
    await other.page.goto(`${teahouse.url}/?openid=oSecond#/pages/pay/pay`);
    await other.page.goto(`${teahouse.url}/#/pages/pay/pay`);
    await other.page.locator('html[data-ready]').waitFor();
    await other.tap('坏函数');
    await other.see('cloud.callFunction:fail');
    expect(asked.calls).toMatchObject([{ openid: 'oLocalBuyer000000000000000001' }, { openid: 'oSecond' }]);
    await other.close();
  });
});
