import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Fields, startGateway, type TestGateway } from './support/gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { h5Domains: ['shop.example.com'] } });
});
afterAll(() => gateway.close());

const scene_info = '{"h5_info":{"type":"Wap","wap_url":"https://m.shop.example.com","wap_name":"苹果店"}}';
async function ordered(fields: Fields = {}) {
  const asked = gateway.v2Order({ trade_type: 'MWEB', scene_info, spbill_create_ip: '113.108.77.70', ...fields });
  const { mweb_url } = await gateway.v2('/pay/unifiedorder', asked);
  return { url: mweb_url as string, number: { out_trade_no: asked.out_trade_no as string } };
}
const stateOf = async (number: Fields) => (await gateway.v2('/pay/orderquery', number)).trade_state;

/** What a browser sends; fetch would keep some of these headers for itself. */
function ask(url: string, headers: Record<string, string> = {}, form?: string) {
  return new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    const request = http.request(
      url,
      { method: form === undefined ? 'GET' : 'POST', headers, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode as number, location: answer.headers.location, text }),
        );
      },
    );
    request.on('error', reject);
    request.end(form);
  });
}
const heading = (text: string) => /<h1>(.*)<\/h1>/.exec(text)?.[1];
const submitted = (text: string) => `${gateway.url}${/action="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')}`;
const linked = (text: string) => /href="([^"]*)"/.exec(text)?.[1];
const back = 'https://shop.example.com/orders?id=1&x=2';

describe('the page of an H5 order', () => {
  test('shows what is to be paid, lets a person pay, and leads to redirect_url', async () => {
    const { url, number } = await ordered({ body: '苹果 <500> 克' });
    const { status, text } = await ask(`${url}&redirect_url=${encodeURIComponent(back)}`);
    expect(status).toBe(200);
    expect(text).toContain('¥12.80');
    expect(text).toContain('苹果 &lt;500&gt; 克');
    expect(text).toContain('本地商户');
    expect(await stateOf(number)).toBe('NOTPAY');
    const paid = await ask(submitted(text), { origin: gateway.url }, 'action=pay');
    expect(paid.status).toBe(303);
    expect(await stateOf(number)).toBe('SUCCESS');
    const after = await ask(new URL(paid.location as string, gateway.url).href, { referer: url });
    expect(heading(after.text)).toBe('支付成功');
    expect(linked(after.text)).toBe('https://shop.example.com/orders?id=1&amp;x=2');
    const again = await ask(submitted(text), {}, 'action=pay');
    expect(heading(again.text)).toBe('该订单已支付');
  });

  test('lets a person give up, who is led back at once', async () => {
    const { url, number } = await ordered();
    const { text } = await ask(url, { referer: 'https://m.shop.example.com/cart' });
    const cancelled = await ask(submitted(text), {}, 'action=cancel');
    expect(cancelled).toMatchObject({ status: 303, location: 'https://m.shop.example.com/cart' });
    expect(await stateOf(number)).toBe('NOTPAY');
  });

  test('of who came from nowhere says that nothing was paid', async () => {
    const { url } = await ordered();
    const { text } = await ask(url);
    const cancelled = await ask(submitted(text), {}, 'action=cancel');
    expect([cancelled.status, heading(cancelled.text), linked(cancelled.text)]).toEqual([200, '已取消支付', undefined]);
  });

  test('links to no address that would run a script', async () => {
    const { url } = await ordered();
    const { text } = await ask(`${url}&redirect_url=${encodeURIComponent('javascript:alert(1)')}`);
    expect(text).not.toContain('javascript');
  });

  test('is in the log, with its order', async () => {
    const { url, number } = await ordered();
    await ask(url);
    expect(await gateway.lastExchange()).toMatchObject({
      title: 'H5 支付页',
      outTradeNo: number.out_trade_no,
      verdict: { ok: true },
    });
  });
});

describe('the page refuses', () => {
  type Refused = [who: string, message: string, ask: (url: string) => ReturnType<typeof ask>];
  test.each<Refused>([
    [
      'a domain nobody registered',
      '商家存在未配置的参数，请联系商家解决',
      (url) => ask(url, { referer: 'https://a.com/' }),
    ],
    [
      'a domain that only ends alike',
      '商家存在未配置的参数，请联系商家解决',
      (url) => ask(url, { referer: 'https://my-shop.example.com/' }),
    ],
    [
      'the browser inside WeChat',
      '请在微信外打开订单，进行支付',
      (url) => ask(url, { 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0.50' }),
    ],
    [
      'a form on somebody else’s page',
      '商家存在未配置的参数，请联系商家解决',
      (url) => ask(url, { origin: 'https://a.com' }, 'action=pay'),
    ],
    [
      'an order nobody made',
      '支付请求已失效，请重新发起支付',
      (url) => ask(url.replace(/prepay_id=\w+/, 'prepay_id=wx1')),
    ],
    [
      'a number that is not its own',
      '支付请求已失效，请重新发起支付',
      (url) => ask(url.replace(/package=\d+/, 'package=1')),
    ],
    [
      'what is five minutes old',
      '支付请求已失效，请重新发起支付',
      async (url) => {
        await gateway.control('clock', { advanceSeconds: 300 });
        return ask(url);
      },
    ],
  ])('%s', async (_, message, open) => {
    const { url, number } = await ordered();
    const { status, text } = await open(url);
    expect([status, heading(text)]).toEqual([200, message]);
    expect(await stateOf(number)).toBe('NOTPAY');
    expect((await gateway.log()).filter(({ title }) => title === 'H5 支付页').at(-1)?.verdict).toEqual({
      ok: false,
      reason: message,
    });
  });
});

test('the h5_url of an API v3 order opens the same page', async () => {
  const { payer: _, ...order } = gateway.v3Order({
    scene_info: { payer_client_ip: '113.108.77.70', h5_info: { type: 'Wap' } },
  });
  const { body } = await gateway.v3('POST', '/v3/pay/transactions/h5', order);
  const { text } = await ask(String(body.h5_url));
  await ask(submitted(text), {}, 'action=pay');
  const asked = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`;
  expect((await gateway.v3('GET', asked)).body).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MWEB' });
});
