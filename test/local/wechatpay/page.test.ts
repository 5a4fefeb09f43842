import { describe, expect, test } from '@jest/globals';
import { faultNames } from '../../../local/wechatpay/faults/faults';
import { faultGroups } from '../../../local/wechatpay/page/fault-words';
import { handedOut } from '../../../local/wechatpay/page/handed-out';
import { matches } from '../../../local/wechatpay/page/matches';
import { nextTen } from '../../../local/wechatpay/page/next-ten';
import type { State } from '../../../local/wechatpay/page/state';
import { root } from '../../support/backend';
import { exchange } from '../console/entries';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ root });
const get = (path: string, accept = 'text/html,application/xhtml+xml') =>
  fetch(gateway.url + path, { headers: { accept } });

describe('the page', () => {
  test('is served to browsers, with nothing from elsewhere and nothing inline', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const html = await answer.text();
    expect(html).toContain('<title>本地微信支付</title>');
    expect(html).not.toMatch(/https?:/);
  });

  test.each([
    ['/_page/page.js', 'text/javascript; charset=utf-8', '等待第一个请求'],
    ['/_page/page.css', 'text/css; charset=utf-8', '.workbench'],
  ])('brings %s', async (path, type, part) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(await answer.text()).toContain(part);
  });

  test.each(['/_page/', '/_page/page.ts', '/_page/..%2fpage.ts', '/_page/__proto__'])('has no %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([404, `没有 ${path}`]);
  });

  test('is not shown to an SDK that asks for nothing in particular', async () => {
    expect((await get('/', 'application/json')).status).toBe(501);
  });

  test('leaves the log to what merchants send', async () => {
    await gateway.control('reset');
    await get('/');
    expect(await gateway.log()).toEqual([]);
  });

  test('has words for every fault', () => {
    const named = faultGroups.flatMap(({ faults }) => faults.map(({ name }) => name));
    expect([...named, 'refuse', 'script'].sort()).toEqual([...faultNames].sort());
  });
});

describe('for the page, a control', () => {
  test('tells the end of the log, and what comes before', async () => {
    await gateway.control('reset');
    for (let i = 0; i < 5; i++) await gateway.v3('GET', `/v3/certificates?${i}`);
    const read = async (query: string) => {
      const { entries, next } = await gateway.control(`log?${query}`, undefined, 'GET');
      return { entries: entries as { id: number; path: string }[], next };
    };
    const last = await read('before=999999999999999&limit=2');
    expect(last.entries.map(({ path }) => path)).toEqual(['/v3/certificates?3', '/v3/certificates?4']);
    expect(last.next).toBe(last.entries[1]?.id);
    const before = await read(`before=${last.entries[0]?.id}&limit=2`);
    expect(before.entries.map(({ path }) => path)).toEqual(['/v3/certificates?1', '/v3/certificates?2']);
    expect(await read('before=1')).toEqual({ entries: [], next: 0 });
  });

  test('leafs through the orders, each with its refunds', async () => {
    await gateway.control('reset');
    const numbers: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const order = gateway.v3Order();
      numbers.push(order.out_trade_no);
      await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    }
    await gateway.control('pay', { outTradeNo: numbers[0] });
    await gateway.control('refund', { outTradeNo: numbers[0], outRefundNo: 'R1', amount: 80 });
    const state = async (query: string) => {
      const { orders } = await gateway.control(`state?${query}`, undefined, 'GET');
      return orders as { outTradeNo: string; refunds?: unknown }[];
    };
    expect((await state('limit=1&skip=1')).map(({ outTradeNo }) => outTradeNo)).toEqual([numbers[1]]);
    const [oldest] = await state('limit=1&skip=2');
    expect(oldest?.refunds).toEqual([{ outRefundNo: 'R1', amount: 80, state: 'PROCESSING' }]);
    expect(await state('skip=3')).toEqual([]);
  });

  test('ends one fault and leaves the others', async () => {
    await gateway.control('faults', { systemError: true, answerStatus: { status: 502, times: 2 } });
    const { status: _, ...left } = await gateway.control('faults?name=systemError', undefined, 'DELETE');
    expect(left).toEqual({ answerStatus: { status: 502, times: 2 } });
    expect(await gateway.control('faults?name=unheard', undefined, 'DELETE')).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining('没有名为 unheard 的故障') },
    });
    await gateway.control('faults', undefined, 'DELETE');
  });

  test('tells what can be refused with which errors', async () => {
    const { operations } = await gateway.control('operations', undefined, 'GET');
    expect(operations).toContainEqual({
      method: 'POST',
      path: '/pay/closeorder',
      title: '关闭订单',
      errors: expect.arrayContaining(['ORDERPAID', 'SYSTEMERROR']),
    });
  });
});

describe('of money handed out, the page', () => {
  const shown = async () => handedOut((await gateway.control('state', undefined, 'GET')) as unknown as State);
  const transfer = (out_bill_no: string) =>
    gateway.v3('POST', '/v3/fund-app/mch-transfer/transfer-bills', {
      appid: gateway.merchant.appid,
      out_bill_no,
      transfer_scene_id: '1000',
      openid: 'oBuyer',
      transfer_amount: 300,
      transfer_remark: '新年快乐',
      transfer_scene_report_infos: [
        { info_type: '活动名称', info_content: '新会员有礼' },
        { info_type: '奖励说明', info_content: '一等奖' },
      ],
    });

  test('offers a transfer to its user, who takes it', async () => {
    await transfer('B1');
    const [offered] = await shown();
    expect(offered).toMatchObject({
      title: '商家转账',
      state: '待用户确认',
      amount: 300,
      number: 'B1',
      notes: ['oBuyer', '新年快乐', ''],
    });
    const [confirm, fail] = offered?.offers ?? [];
    expect([confirm?.words, fail?.words]).toEqual(['确认收款', '收款失败']);
    await gateway.control(confirm?.control as string, confirm?.body);
    await gateway.control('clock', { advanceSeconds: 60 });
    expect((await shown())[0]).toMatchObject({ state: '已到账', tone: 'good', offers: [] });
  });

  test('leafs through it as through the orders', async () => {
    await gateway.control('reset');
    for (const number of ['B1', 'B2', 'B3']) await transfer(number);
    for (const account of ['oA', 'oB']) {
      const receiver = { appid: gateway.merchant.appid, type: 'PERSONAL_OPENID', account, relation_type: 'PARTNER' };
      await gateway.v3('POST', '/v3/profitsharing/receivers/add', receiver);
    }
    expect(await gateway.control('state?limit=1&skip=1', undefined, 'GET')).toMatchObject({
      transfers: [{ outBillNo: 'B2' }],
      profitShareReceivers: [{ account: 'oA' }],
    });
    const nothing = { redPackets: [], userPayments: [], transfers: [], profitShareReceivers: [], profitShares: [] };
    expect(await gateway.control('state?skip=3', undefined, 'GET')).toMatchObject(nothing);
  });

  test('has words for red packets, payments to users and shares, the newest first', () => {
    const at = (minute: number) => `2026-11-24T04:0${minute}:00.000Z`;
    const state = {
      transfers: [],
      redPackets: [
        {
          ...{ seller: '19', mchBillno: 'P1', kind: 'GROUP', openid: 'oA', total: 500, wishing: '恭喜', state: 'SENT' },
          claims: [{ openid: 'oB', amount: 123 }],
          sentAt: at(1),
        },
      ],
      userPayments: [
        { mchid: '19', partnerTradeNo: 'U1', openid: 'oA', amount: 100, description: '奖金', paidAt: at(3) },
      ],
      profitShares: [
        {
          ...{ seller: '19', outOrderNo: 'S1', outTradeNo: 'T1', state: 'FINISHED', createdAt: at(2) },
          receivers: [{ account: '1900000109', amount: 30, result: 'SUCCESS' }],
          returns: [{ outReturnNo: 'R1', amount: 10 }],
        },
      ],
    } as unknown as State;
    expect(handedOut(state).map(({ title, state: words, amount, notes }) => [title, words, amount, notes])).toEqual([
      ['企业付款', '已付款', 100, ['oA', '奖金']],
      ['分账', '已完成', 30, ['订单 T1', '1900000109 ¥0.30 SUCCESS', '回退 ¥0.10 R1']],
      ['裂变红包', '待领取', 500, ['oA', '恭喜', 'oB 领取 ¥1.23']],
    ]);
  });
});

test('a status that is to be answered no times is never answered', async () => {
  await gateway.control('faults', { answerStatus: { status: 502, times: 0 } });
  expect((await gateway.v3('GET', '/v3/certificates')).status).toBe(200);
  await gateway.control('faults', undefined, 'DELETE');
});

describe('the search finds an exchange by', () => {
  const entry = exchange(1, 0, 9, {
    request: { headers: {}, body: '{"description":"Apple"}' },
    answer: { status: 401, headers: {}, body: '{"code":"SIGN_ERROR"}' },
    verdict: { ok: false, reason: '多了一个换行', mistake: 'line-missing' },
  });
  const found = (search: string) => entry.source === 'wechatpay' && matches(entry.exchange, search);
  test.each(['', 'A1', '/v3/pay', 'apple', 'sign_error 401', '未通过', '换行', 'line-missing jsapi'])(
    '%s',
    (search) => {
      expect(found(search)).toBe(true);
    },
  );
  test.each(['B2', 'apple pear'])('and not by %s', (search) => {
    expect(found(search)).toBe(false);
  });
});

test.each([
  ['2026-11-24T01:59:59Z', '2026-11-24T02:00:00.000Z'],
  ['2026-11-24T02:00:00Z', '2026-11-25T02:00:00.000Z'],
  ['2026-11-24T23:00:00Z', '2026-11-25T02:00:00.000Z'],
])('after %s, it is ten in Beijing at %s', (now, ten) => {
  expect(new Date(nextTen(Date.parse(now))).toISOString()).toBe(ten);
});
