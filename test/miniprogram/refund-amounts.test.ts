import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePrice } from '../../miniprogram/services/parse-price';
import { BUYER_REASONS } from '../../miniprogram/services/refunds/buyer-reasons';
import { describeRefund } from '../../miniprogram/services/refunds/describe-refund';
import { leftToRefund } from '../../miniprogram/services/refunds/left-to-refund';
import { readAmount } from '../../miniprogram/services/refunds/read-amount';
import { readReason } from '../../miniprogram/services/refunds/read-reason';
import { describeAnomaly } from '../../miniprogram/shop/services/describe-anomaly';
import { describeTask } from '../../miniprogram/shop/services/describe-task';
import type { RefundStatus, RefundView } from '../../typings/api';
import { ROOT } from './support/components';

describe('yuan, as they are typed,', () => {
  test.each([
    ['12.80', 1280],
    ['12.8', 1280],
    ['12', 1200],
    ['12.', 1200],
    ['.5', 50],
    ['0.05', 5],
    ['0.01', 1],
    ['0', 0],
    ['007.10', 710],
    [' 3.05 ', 305],
    ['19.90', 1990],
    // As fractions times 100 these would be 110.00000000000001 and 428.99999999999994.
    ['1.1', 110],
    ['4.29', 429],
    ['999999999.99', 99_999_999_999],
  ])('%j are %p fen', (text, fen) => {
    expect(parsePrice(text)).toBe(fen);
  });

  test.each([
    '',
    ' ',
    '.',
    'abc',
    '1,280',
    '12,8',
    '1.234',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '1 2',
    '1.2.3',
    '¥12',
    '１２',
    'NaN',
    'Infinity',
    '1234567890',
  ])('%j are no amount', (text) => {
    expect(parsePrice(text)).toBeUndefined();
  });
});

describe('an amount to refund where 12.80 yuan are left', () => {
  test.each([
    ['12.80', 1280],
    ['0.01', 1],
    ['5', 500],
  ])('may be %s', (text, fen) => {
    expect(readAmount(text, 1280)).toEqual({ kind: 'amount', fen });
  });

  test.each([
    ['', '请填写退款金额'],
    ['  ', '请填写退款金额'],
    ['多少', '金额请写成数字，最多两位小数'],
    ['-1', '金额请写成数字，最多两位小数'],
    ['0.005', '金额请写成数字，最多两位小数'],
    ['0', '至少退 0.01 元'],
    ['0.00', '至少退 0.01 元'],
    ['12.81', '最多可退 12.80 元'],
    ['999999999', '最多可退 12.80 元'],
  ])('may not be %j, and says what it may be', (text, problem) => {
    expect(readAmount(text, 1280)).toEqual({ kind: 'wrong', problem });
  });
});

test.each([
  ['PAID', 2580, 0, 0, 2580],
  ['PAID', 2580, 500, 80, 2000],
  ['PAID', 2580, 2580, 0, 0],
  ['PAID', 2580, 0, 2580, 0],
  ['PAYING', 2580, 0, 0, 0],
  ['CLOSED', 2580, 0, 0, 0],
] as const)(
  'of a %s order of %i fen with %i refunded and %i on the way, %i are left',
  (...[status, total, refunded, refunding, left]) => {
    const order = { outTradeNo: '1', items: [], createdAt: 0, expiresAt: 0, status, total, refunded, refunding };
    expect(leftToRefund(order)).toBe(left);
  },
);

describe('a reason', () => {
  test.each([
    ['不想要了', '', '不想要了'],
    ['水果有坏或少了', ' 两个\n压坏了 ', '水果有坏或少了：两个 压坏了'],
    ['其他', '换一种水果', '换一种水果'],
    // 12 bytes, 3 for the colon, and 65: 80.
    ['没有收到', 'a'.repeat(65), `没有收到：${'a'.repeat(65)}`],
    ['其他', '字'.repeat(26), '字'.repeat(26)],
    ['其他', '🍎'.repeat(20), '🍎'.repeat(20)],
  ])('%s with the words %j reads %j', (choice, words, text) => {
    expect(readReason(BUYER_REASONS, choice, words)).toEqual({ kind: 'reason', text });
  });

  test.each([
    ['', '两个压坏了', '请选择退款原因'],
    ['别人写的', '', '请选择退款原因'],
    ['其他', ' ', '请写下退款原因'],
    ['没有收到', 'a'.repeat(66), '说明太长了，请减少 1 个字'],
    ['其他', '字'.repeat(27), '说明太长了，请减少 1 个字'],
    ['其他', '字'.repeat(80), '说明太长了，请减少 54 个字'],
    ['其他', '🍎'.repeat(21), '说明太长了，请减少 2 个字'],
    ['其他', 'é'.repeat(41), '说明太长了，请减少 1 个字'],
  ])('%s with the words %j is refused: %s', (choice, words, problem) => {
    expect(readReason(BUYER_REASONS, choice, words)).toEqual({ kind: 'wrong', problem });
  });
});

describe('a refund', () => {
  const refund = (status: RefundStatus) => ({ status }) as RefundView;

  test.each<[RefundStatus, string, string]>([
    ['ASKED', '等待商家处理', '商家同意后，微信会把钱原路退给您'],
    ['REQUESTED', '商家已同意，退款中', '微信正在退款，一般几分钟内完成'],
    ['SUBMITTED', '商家已同意，退款中', '微信正在退款，一般几分钟内完成'],
    ['SUCCESS', '已退款', '原路退回：零钱马上到账，银行卡 1 到 3 个工作日到账'],
    ['DECLINED', '商家未同意', '这笔钱没有退。有疑问请联系商家，也可以重新申请'],
    ['CLOSED', '没有退成', '微信没有退这笔钱，请重新申请或联系商家'],
    ['ABNORMAL', '退款异常，请联系商家', '钱没能退进您的付款账户，商家会换一种方式退给您'],
  ])('that is %s is told to the buyer as %s, with what comes next', (status, title, text) => {
    expect(describeRefund(refund(status))).toMatchObject({ title, text });
  });

  test.each<[RefundStatus, string, string]>([
    ['ASKED', '待处理', ''],
    ['REQUESTED', '已同意', '一分钟内提交给微信'],
    ['SUBMITTED', '微信退款中', '微信已经接受，一般几分钟内完成'],
    ['SUCCESS', '已退款', ''],
    ['DECLINED', '未同意', ''],
    ['CLOSED', '没有退成', '微信没有退这笔钱，买家可以重新申请'],
    ['ABNORMAL', '退款异常', '钱退不进买家的付款账户，请到微信支付商户平台处理'],
  ])('that is %s is told to the shop as %s', (status, title, text) => {
    expect(describeTask(refund(status))).toMatchObject({ title, text });
  });
});

test.each([
  ['second-payment', 'notification', '同一笔订单付了两次', '请在微信支付商户平台把多收的一笔退给买家', '微信通知'],
  [
    'from-a-later-version',
    'bill',
    '微信说的与记录不符（from-a-later-version）',
    '订单没有变动。请在微信支付商户平台按单号核对这笔交易',
    '对账单',
  ],
] as const)('an anomaly by %s has words', (reason, source, title, advice, origin) => {
  const anomaly = { id: '1', reason, source, outTradeNo: '1', createdAt: 0 };
  expect(describeAnomaly(anomaly)).toEqual({ title, advice, origin });
});

test('every reason for which the cloud keeps an anomaly has words', () => {
  const files = ['conflict-reason', 'refund-conflict-reason'].map((name) =>
    readFileSync(join(ROOT, `cloudfunctions/lib/payment/${name}.ts`), 'utf8'),
  );
  const reasons = [
    'unknown-order',
    ...[...files.join('').matchAll(/\| '([a-z-]+)'/g)].map(([, reason = '']) => reason),
  ];
  expect(reasons.length).toBeGreaterThan(20);
  for (const reason of reasons) {
    const { title } = describeAnomaly({ id: '1', reason, source: 'query', outTradeNo: '1', createdAt: 0 });
    expect({ reason, title }).toEqual({ reason, title: expect.not.stringContaining(reason) });
  }
});
