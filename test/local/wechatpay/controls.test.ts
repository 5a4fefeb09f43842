import { describe, expect, test } from '@jest/globals';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { subMerchants: [{ mchid: '1900000109' }] } } });

const ordered = async () => {
  const order = gateway.v3Order();
  const { body } = await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
  return { outTradeNo: String(order.out_trade_no), prepayId: String(body.prepay_id) };
};
const stateOf = async (outTradeNo: string) => {
  const { orders } = (await gateway.control('state', undefined, 'GET')) as unknown as {
    orders: { outTradeNo: string; state: string }[];
  };
  return orders.find((order) => order.outTradeNo === outTradeNo);
};

describe('pay', () => {
  test('takes the money for a prepay_id or for a number', async () => {
    for (const name of ['outTradeNo', 'prepayId'] as const) {
      const order = await ordered();
      expect(await gateway.control('pay', { [name]: order[name], openid: 'oBuyer' })).toEqual({
        status: 200,
        paid: true,
        outcome: 'success',
        outTradeNo: order.outTradeNo,
        total: 1280,
        transactionId: expect.stringMatching(/^\d{28}$/),
      });
      expect(await stateOf(order.outTradeNo)).toMatchObject({ state: 'SUCCESS' });
    }
  });

  test.each(['cancel', 'fail'])('with the outcome %s leaves the order as it was', async (outcome) => {
    const { outTradeNo } = await ordered();
    expect(await gateway.control('pay', { outTradeNo, outcome })).toMatchObject({ status: 200, paid: false, outcome });
    expect(await stateOf(outTradeNo)).toMatchObject({ state: 'NOTPAY' });
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ paid: true });
  });

  test('refuses an order that was paid, and a payer for whom it was not made', async () => {
    const { outTradeNo } = await ordered();
    expect(await gateway.control('pay', { outTradeNo, openid: 'oOther' })).toMatchObject({
      status: 409,
      error: { code: 'WRONG_PAYER', message: '下单账号与支付账号不一致' },
    });
    await gateway.control('pay', { outTradeNo });
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({
      status: 409,
      error: { code: 'PAID', message: '该订单已支付' },
    });
  });

  test('twenty buyers at once pay once', async () => {
    const { outTradeNo } = await ordered();
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.control('pay', { outTradeNo })));
    expect(answers.filter(({ paid }) => paid)).toHaveLength(1);
  });

  test.each([
    [{}, 400, 'outTradeNo、prepayId、codeUrl、webUrl 四选一'],
    [{ outTradeNo: 'T1', prepayId: 'wx1' }, 400, 'outTradeNo、prepayId、codeUrl、webUrl 四选一'],
    [{ outTradeNo: 'T1', amount: 1 }, 400, '没有名为 amount 的参数。可用的有：outTradeNo、prepayId'],
    [{ outTradeNo: 1 }, 400, 'outTradeNo 应为字符串'],
    [{ outTradeNo: 'T1', outcome: 'maybe' }, 400, 'outcome 应为 success、cancel 或 fail'],
    [{ outTradeNo: 'T1', notification: 'twice' }, 400, 'notification 只能是 lose'],
    [{ outTradeNo: 'T1' }, 404, '微信支付没有单号为 T1 的订单'],
    [{ prepayId: 'wx1' }, 404, '微信支付没有 prepay_id 为 wx1 的订单'],
    [{ codeUrl: 'weixin://x' }, 404, '微信支付没有二维码为 weixin://x 的订单'],
  ])('refuses %j', async (body, status, message) => {
    expect(await gateway.control('pay', body)).toMatchObject({
      status,
      error: { message: expect.stringContaining(message) },
    });
  });

  test('asks for the mchid where a number is not unique', async () => {
    const { appid, mchid, payer: _, ...order } = gateway.v3Order();
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', { appid, mchid, ...order, payer: { openid: 'o' } });
    const partner = { sp_appid: appid, sp_mchid: mchid, sub_mchid: '1900000109', payer: { sp_openid: 'o' } };
    await gateway.v3('POST', '/v3/pay/partner/transactions/jsapi', { ...partner, ...order });
    const outTradeNo = order.out_trade_no;
    expect(await gateway.control('pay', { outTradeNo })).toMatchObject({ status: 400 });
    expect(await gateway.control('pay', { outTradeNo, mchid: '1900000109' })).toMatchObject({ paid: true });
  });
});

describe('clock', () => {
  test('goes forward, and the dates inside messages with it', async () => {
    const now = '2031-01-31T16:00:00.000Z';
    const before = (await gateway.control('clock', { advanceSeconds: 0 })).now as string;
    const { now: after } = await gateway.control('clock', { advanceSeconds: 3600 });
    expect(Date.parse(after as string) - Date.parse(before)).toBeGreaterThanOrEqual(3_600_000);
    const { outTradeNo, prepayId } = await ordered();
    await gateway.control('pay', { outTradeNo });
    expect(prepayId.slice(2, 12)).toBe(
      new Date(Date.parse(after as string) + 8 * 3600_000).toISOString().replaceAll(/\D/g, '').slice(0, 10),
    );
    expect(await gateway.control('clock', { now })).toMatchObject({
      status: 400,
      error: { message: '一次最多前进 34560000 秒' },
    });
  });

  test('signatures stay on real time', async () => {
    await gateway.control('clock', { advanceSeconds: 86_400 });
    const { headers } = await gateway.v3('POST', '/v3/pay/transactions/jsapi', gateway.v3Order());
    expect(Math.abs(Number(headers['wechatpay-timestamp']) - Date.now() / 1000)).toBeLessThan(10);
  });

  test.each([
    [{}, 'advanceSeconds、now 二选一'],
    [{ advanceSeconds: 1, now: '2030-01-01T00:00:00Z' }, 'advanceSeconds、now 二选一'],
    [{ advanceSeconds: '60' }, 'advanceSeconds 应为非负的秒数'],
    [{ advanceSeconds: -1 }, 'advanceSeconds 应为非负的秒数'],
    [{ now: 'tomorrow' }, 'now 应为 ISO 8601 时间或毫秒数'],
    [{ now: '2020-01-01T00:00:00Z' }, '虚拟时钟只能向前走；要回到真实时间，请 POST reset'],
    [{ advance: 1 }, '没有名为 advance 的参数'],
  ])('refuses %j', async (body, message) => {
    expect(await gateway.control('clock', body)).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining(message) },
    });
  });

  test('survives a restart, and is real again after a reset', async () => {
    const { now } = await gateway.control('clock', { advanceSeconds: 86_400 });
    await gateway.restart();
    const { now: later } = await gateway.control('state', undefined, 'GET');
    expect(Date.parse(later as string)).toBeGreaterThanOrEqual(Date.parse(now as string));
    const { now: real } = await gateway.control('reset');
    expect(Math.abs(Date.parse(real as string) - Date.now())).toBeLessThan(5_000);
  });
});

describe('state and log', () => {
  test('state shows the newest orders, and how many there are', async () => {
    await gateway.control('reset');
    const numbers = [(await ordered()).outTradeNo, (await ordered()).outTradeNo, (await ordered()).outTradeNo];
    const { orderCount, orders, refunds } = await gateway.control('state?limit=2', undefined, 'GET');
    expect(orderCount).toBe(3);
    expect((orders as { outTradeNo: string }[]).map(({ outTradeNo }) => outTradeNo)).toEqual(numbers.slice(1));
    expect(refunds).toEqual([]);
  });

  test('log goes on after an id, page by page, and over a reset', async () => {
    await ordered();
    const first = await gateway.control('log?after=0&limit=1', undefined, 'GET');
    expect(first.entries).toHaveLength(1);
    await gateway.control('reset');
    expect(await gateway.control(`log?after=${first.next}`, undefined, 'GET')).toEqual({
      status: 200,
      entries: [],
      next: first.next,
    });
    const { outTradeNo } = await ordered();
    const { entries, next } = await gateway.control(`log?after=${first.next}`, undefined, 'GET');
    expect(entries).toMatchObject([
      {
        id: next,
        direction: 'request',
        method: 'POST',
        path: '/v3/pay/transactions/jsapi',
        title: 'JSAPI/小程序下单',
        outTradeNo,
        verdict: { ok: true },
        answer: { status: 200 },
      },
    ]);
  });
});

describe('the controls', () => {
  test('that do not exist are told from those that do', async () => {
    const answer = await gateway.control('payout', {});
    expect(answer).toMatchObject({
      status: 404,
      error: { message: expect.stringContaining('POST pay、POST paycode、POST cashier') },
    });
  });

  test.each(['{', '[]', '"x"', 'null'])('refuse the body %s', async (body) => {
    const answer = await fetch(`${gateway.url}/_control/pay`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: { code: 'BAD_REQUEST', message: '请求体应为 JSON 对象' } });
  });

  test.each(['https://example.com', 'null', 'http://localhost.example.com'])('refuse the page %s', async (origin) => {
    const answer = await fetch(`${gateway.url}/_control/reset`, { method: 'POST', headers: { origin } });
    expect(answer.status).toBe(403);
  });

  test('serve pages of this machine, on whatever port', async () => {
    const origin = 'http://localhost:8700';
    const answer = await fetch(`${gateway.url}/_control/state`, { headers: { origin } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const preflight = await fetch(`${gateway.url}/_control/pay`, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });
});
