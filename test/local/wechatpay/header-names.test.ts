import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { authorization } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

// There are clients that look for a header under the very name that WeChat writes: wechatpay-java does.
const gateway = useGateway();
const merchant = useMerchantServer(gateway);
const signature = [
  'Wechatpay-Timestamp',
  'Wechatpay-Nonce',
  'Wechatpay-Serial',
  'Wechatpay-Signature-Type',
  'Wechatpay-Signature',
];
const namesOf = ({ rawHeaders }: { rawHeaders: string[] }) => rawHeaders.filter((_, index) => index % 2 === 0);

/** A call with its answer as it came over the wire. */
async function ask(method: 'GET' | 'POST', target: string, body = ''): Promise<IncomingMessage> {
  const headers = { authorization: authorization(gateway.signer, method, target, body) };
  const request = http.request(gateway.url + target, {
    method,
    headers: { ...headers, 'content-type': 'application/json', accept: '*/*', 'user-agent': 'test' },
  });
  const [answer] = (await once(request.end(body), 'response')) as [IncomingMessage];
  return answer.resume();
}

test('an answer’s headers are written as WeChat writes them', async () => {
  const order = gateway.v3Order();
  const made = await ask('POST', '/v3/pay/transactions/jsapi', JSON.stringify(order));
  expect(made.statusCode).toBe(200);
  expect(namesOf(made)).toEqual(expect.arrayContaining([...signature, 'Request-ID', 'Content-Type', 'Content-Length']));
  const target = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}/close`;
  const closed = await ask('POST', target, JSON.stringify({ mchid: gateway.merchant.mchid }));
  expect(closed.statusCode).toBe(204);
  // WxJava looks for the type of the empty body, too.
  expect(namesOf(closed)).toEqual(expect.arrayContaining([...signature, 'Request-ID', 'Content-Type']));
  expect(namesOf(closed)).not.toContain('Content-Length');
});

test('a notification’s headers are written as WeChat writes them', async () => {
  const order = gateway.v3Order({ notify_url: merchant.url });
  await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
  await gateway.control('pay', { outTradeNo: order.out_trade_no });
  await merchant.hears(1);
  expect(namesOf({ rawHeaders: merchant.rawHeaders() })).toEqual(
    expect.arrayContaining([...signature, 'Content-Type', 'Content-Length', 'User-Agent']),
  );
});
