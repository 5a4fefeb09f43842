import { describe, expect, test } from '@jest/globals';
import { caption } from '../../../local/console/page/caption';
import { maskKey } from '../../../local/console/page/mask-key';
import { pretty } from '../../../local/console/page/pretty';
import { call, exchange } from './entries';

describe('a body is shown as it is best read', () => {
  test.each([
    ['JSON is indented', '{"a":{"b":[1]}}', '{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}'],
    ['broken JSON stays as it came', '{"a":', '{"a":'],
    [
      'XML is indented, CDATA left alone',
      '<xml><a><![CDATA[苹果 <&> 梨]]></a><b>1</b></xml>',
      '<xml>\n  <a><![CDATA[苹果 <&> 梨]]></a>\n  <b>1</b>\n</xml>',
    ],
    [
      'nested and empty elements are',
      '<x><y><z>1</z></y><e></e><f/></x>',
      '<x>\n  <y>\n    <z>1</z>\n  </y>\n  <e></e>\n  <f/>\n</x>',
    ],
    ['broken XML loses nothing', '<xml><a>1</b> < tail', '<xml>\n  <a>1</b>\n  < tail'],
    ['anything else stays as it came', 'prepay_id=wx1', 'prepay_id=wx1'],
    ['nothing stays nothing', '', ''],
  ])('%s', (_what, body, shown) => {
    expect(pretty(body)).toBe(shown);
  });

  test('a body beyond 64 KiB is cut, and says so', () => {
    expect(pretty('字'.repeat(70_000))).toBe(`${'字'.repeat(65_536)}\n…（共 70000 个字符，只显示前 65536 个）`);
  });
});

test.each([
  ['appid=wx1&mch_id=19&key=192006250b4c09247ec02edce69f6a2d', 'appid=wx1&mch_id=19&key=••••••'],
  ['key=192006250b4c09247ec02edce69f6a2d', 'key=••••••'],
  ['monkey=kept&attach=key', 'monkey=kept&attach=key'],
])('no key is shown: %s', (signed, shown) => {
  expect(maskKey(signed)).toBe(shown);
});

describe('what stands over an arrow', () => {
  const answer = (status: number, body: string) => ({ status, headers: {}, body });
  const refusal = (status: number, code: string, message: string, reason: string) =>
    exchange(1, 0, 9, { answer: answer(status, JSON.stringify({ code, message })), verdict: { ok: false, reason } });
  test.each([
    [
      'an order made',
      exchange(1, 0, 9, { answer: answer(200, '{"prepay_id":"wx24"}') }),
      'JSAPI 下单',
      '200 prepay_id',
      'good',
    ],
    [
      'an order queried by v2',
      exchange(1, 0, 9, {
        title: '查询订单',
        answer: answer(
          200,
          '<xml><return_code><![CDATA[SUCCESS]]></return_code><trade_state><![CDATA[NOTPAY]]></trade_state></xml>',
        ),
      }),
      '查询订单',
      '200 NOTPAY',
      'good',
    ],
    [
      'a signature refused',
      refusal(401, 'SIGN_ERROR', '签名错误', '密钥不对'),
      'JSAPI 下单',
      '401 SIGN_ERROR · 密钥不对',
      'bad',
    ],
    [
      'a request refused in words that begin with the code',
      refusal(400, 'PARAM_ERROR', '缺少 total', 'PARAM_ERROR 缺少 total'),
      'JSAPI 下单',
      '400 PARAM_ERROR 缺少 total',
      'bad',
    ],
    [
      'a payment refused by the cashier',
      exchange(1, 0, 1, {
        path: '/_control/cashier',
        title: '收银台验签',
        answer: answer(200, '{"ok":false}'),
        verdict: { ok: false, reason: 'package 缺少 prepay_id=' },
      }),
      '收银台验签',
      'package 缺少 prepay_id=',
      'bad',
    ],
    [
      'a notification answered',
      exchange(1, 0, 9, { direction: 'notification', title: '支付通知', attempt: 2, answer: answer(204, '') }),
      '支付通知 · 第 2 次',
      '204',
      'good',
    ],
    [
      'a notification that nobody answered',
      exchange(1, 0, 9, { direction: 'notification', title: '支付通知', attempt: 2, verdict: { ok: false } }),
      '支付通知 · 第 2 次',
      '没有应答',
      'silent',
    ],
    [
      'a notification that was lost',
      exchange(1, 0, 9, {
        direction: 'notification',
        title: '支付通知',
        attempt: 2,
        verdict: { ok: false, reason: '第 2 次：按要求丢失，没有发出' },
      }),
      '支付通知 · 第 2 次',
      '按要求丢失，没有发出',
      'silent',
    ],
    [
      'a notification refused',
      exchange(1, 0, 9, {
        direction: 'notification',
        title: '支付通知',
        attempt: 2,
        answer: answer(500, '{"code":"FAIL"}'),
        verdict: { ok: false, reason: '第 2 次：{"code":"FAIL"}' },
      }),
      '支付通知 · 第 2 次',
      '500 FAIL',
      'bad',
    ],
    [
      'a call answered with an order',
      call(1, 0, 61, { result: { ok: true, data: { order: { status: 'PAID' } } } }),
      'trade · confirm',
      'PAID · 61 ms',
      'good',
    ],
    [
      'a call refused by the function',
      call(1, 0, 9, { result: { ok: false, error: { code: 'ERR_ORDER_PAID', message: '已支付' } } }),
      'trade · confirm',
      'ERR_ORDER_PAID',
      'bad',
    ],
    [
      'a function that died',
      call(1, 0, 9, { request: {}, error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: '' } }),
      'trade',
      'FUNCTIONS_EXECUTE_FAIL',
      'bad',
    ],
    [
      'a forged notification',
      call(1, 0, 3, { kind: 'http', request: {}, result: { statusCode: 401, body: '' } }),
      'HTTP 访问 trade',
      '401',
      'bad',
    ],
    ['a timer', call(1, 0, 14, { kind: 'timer', request: null, result: null }), '定时器 trade', '14 ms', 'good'],
  ])('%s', (_what, entry, ask, said, tone) => {
    expect(caption(entry)).toEqual({ ask, answer: said, tone });
  });
});
