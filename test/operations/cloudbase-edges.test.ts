import { describe, expect, test } from '@jest/globals';
import { database } from '../../cloudfunctions/database';
import { createLog } from '../../cloudfunctions/lib/cloudbase/create-log';
import { readCaller } from '../../cloudfunctions/lib/cloudbase/read-caller';
import { readSettings } from '../../cloudfunctions/lib/read-settings';

describe('[T24] the caller', () => {
  test.each([
    [
      { OPENID: 'oA', SOURCE: 'wx_client', CLIENTIP: '203.0.113.7' },
      { openid: 'oA', source: 'wx_client', clientIp: '203.0.113.7' },
    ],
    [
      { OPENID: 'oA', SOURCE: 'wx_client', CLIENTIPV6: '2001:db8::7' },
      { openid: 'oA', source: 'wx_client', clientIp: '2001:db8::7' },
    ],
    [
      { OPENID: 'oA', FROM_OPENID: 'oB' },
      { openid: 'oA', source: '', clientIp: '127.0.0.1' },
    ],
    [{ FROM_OPENID: 'oB' }, { source: '', clientIp: '127.0.0.1' }],
    [
      { OPENID: '', SOURCE: 7, CLIENTIP: 'x' },
      { source: '', clientIp: '127.0.0.1' },
    ],
    [{ OPENID: 10001 }, { openid: '10001', source: '', clientIp: '127.0.0.1' }],
    [{ OPENID: 1.2345678901234568e20 }, { source: '', clientIp: '127.0.0.1' }],
    [{}, { source: '', clientIp: '127.0.0.1' }],
  ])('of %j is %j', (context, caller) => {
    expect(readCaller(context)).toEqual(caller);
  });
});

describe('the log', () => {
  const lines: { level: string; line: string }[] = [];
  const log = createLog((level, line) => void lines.push({ level, line }));
  const last = () => lines.at(-1)?.line ?? '';

  test('masks what stands under the name of a secret, however deep', () => {
    log.error('x', {
      a: { apiV3Key: 'canary', list: [{ paySign: 'canary', openid: 'canary' }] },
      pem: 'read -----BEGIN PRIVATE KEY-----\ncanary\n-----END',
      transactionId: '4200',
    });
    expect(last()).not.toContain('canary');
    expect(JSON.parse(last())).toMatchObject({ a: { apiV3Key: '***' }, pem: 'read ***', transactionId: '4200' });
  });

  test('tells an error with its kind, its code and its cause', () => {
    const cause = new TypeError('socket hang up');
    log.error('x', { error: Object.assign(new Error('why', { cause }), { code: 'E1' }) });
    expect(JSON.parse(last()).error).toMatchObject({
      name: 'Error',
      code: 'E1',
      message: 'why',
      cause: { name: 'TypeError', message: 'socket hang up' },
    });
  });

  test('[T42] gives a rejected call 300 bytes, cut between characters, on one line', () => {
    for (let length = 80; length < 110; length++) {
      log.rejected('x', { path: `/\n${'路'.repeat(length)}` });
      expect(Buffer.byteLength(last())).toBeLessThanOrEqual(300);
      expect(last()).not.toMatch(/\uFFFD|\n/);
    }
    expect(lines.at(-1)?.level).toBe('warn');
  });

  test('gives anything 8 KB at most', () => {
    log.error('x', { list: Array.from({ length: 100 }, () => 'x'.repeat(5_000)) });
    expect(Buffer.byteLength(last())).toBeLessThanOrEqual(8_000);
  });
});

describe('the shop’s settings', () => {
  test.each([
    [undefined, 15],
    ['', 15],
    ['1', 1],
    ['120', 120],
  ])('%p minutes are %i', (text, orderMinutes) => {
    expect(readSettings({ SHOP_ORDER_MINUTES: text })).toMatchObject({ settings: { orderMinutes } });
  });

  test.each(['0', '121', '-1', '1.5', '1e2', 'fifteen', ' 15'])('%p minutes are refused', (text) => {
    expect(readSettings({ SHOP_ORDER_MINUTES: text })).toEqual({
      problems: [expect.stringContaining('SHOP_ORDER_MINUTES')],
    });
  });
});

describe('the shop’s operators', () => {
  test.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', []],
    ['oOperator-1_x', ['oOperator-1_x']],
    [' oOperator1 , oOperator2,', ['oOperator1', 'oOperator2']],
  ])('of %p are %j', (text, operators) => {
    expect(readSettings({ SHOP_OPERATORS: text })).toMatchObject({ settings: { operators } });
  });

  test.each<[string | undefined, number]>([
    [undefined, 50_000],
    ['', 50_000],
    ['0', 0],
    ['100', 100],
  ])('need another above %p: %i fen', (text, secondOperatorAbove) => {
    expect(readSettings({ SHOP_SECOND_OPERATOR_FEN: text })).toMatchObject({ settings: { secondOperatorAbove } });
  });

  test.each<[string, Record<string, string>]>([
    ['SHOP_OPERATORS', { SHOP_OPERATORS: '张三' }],
    ['SHOP_OPERATORS', { SHOP_OPERATORS: 'oA oB' }],
    ['SHOP_OPERATORS', { SHOP_OPERATORS: Array(51).fill('oA').join() }],
    ['SHOP_SECOND_OPERATOR_FEN', { SHOP_SECOND_OPERATOR_FEN: '500.00' }],
    ['SHOP_SECOND_OPERATOR_FEN', { SHOP_SECOND_OPERATOR_FEN: '-1' }],
  ])('%s is refused as %j, and told with all else that is wrong', (name, environment) => {
    expect(readSettings({ ...environment, SHOP_ORDER_MINUTES: '0' })).toEqual({
      problems: [expect.stringContaining('SHOP_ORDER_MINUTES'), expect.stringContaining(name)],
    });
  });
});

describe('[T26] the declaration of the database', () => {
  test('names the collections of the design, and closes each to everybody but functions', () => {
    const rules = Object.entries(database.collections).map(([name, { rule }]) => `${name} ${rule}`);
    expect(rules).toEqual([
      'orders ADMINONLY',
      'order_keys ADMINONLY',
      'payments ADMINONLY',
      'anomalies ADMINONLY',
      'refunds ADMINONLY',
      'outbox ADMINONLY',
      'ledger ADMINONLY',
      'jobs ADMINONLY',
      'bills ADMINONLY',
      'recon_items ADMINONLY',
      'inbox ADMINONLY',
    ]);
  });

  test('[T21] lets people who are logged in call the three functions, and nobody anything else', () => {
    const loggedIn = { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" };
    expect(database.functionRules).toEqual({
      prepay: loggedIn,
      trade: loggedIn,
      backoffice: loggedIn,
      '*': { invoke: false },
    });
  });
});
