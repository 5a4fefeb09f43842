import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { callFunction } from '../../miniprogram/services/call-function';
import { startPurchase } from '../../miniprogram/services/checkout/start-purchase';
import { errorText } from '../../miniprogram/services/error-text';
import { formatMoment } from '../../miniprogram/services/format-moment';
import { formatPrice } from '../../miniprogram/services/format-price';
import { type FailureCode, ServiceError } from '../../miniprogram/services/service-error';
import { ROOT } from './support/components';
import { type Cloud, installFakeWx } from './support/fake-wx';

describe('a price', () => {
  test.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [100, '1.00'],
    [1990, '19.90'],
    [2885, '28.85'],
    [100_000_000, '1000000.00'],
    [9_007_199_254_740_991, '90071992547409.91'],
  ])('of %i fen reads %s', (fen, text) => {
    expect(formatPrice(fen)).toBe(text);
  });

  test.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is not made of %p fen', (fen) => {
    expect(() => formatPrice(fen)).toThrow('a price is a whole number of fen');
  });
});

test('a moment is shown in the phone’s own time zone, every part in full', () => {
  expect(formatMoment(new Date(2025, 0, 3, 9, 5, 59).getTime())).toBe('2025-01-03 09:05');
});

describe('a failure', () => {
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });

  const typings = readFileSync(join(ROOT, 'typings/api.d.ts'), 'utf8');
  const codes = [...new Set(typings.match(/ERR_[A-Z_]+/g))] as FailureCode[];

  test('has words of its own in Chinese for every code', () => {
    expect(codes.length).toBeGreaterThan(20);
    const texts = [...codes, 'ERR_NETWORK' as const].map((code) => errorText(new ServiceError(code, 'detail')));
    expect(new Set(texts).size).toBe(codes.length + 1);
    for (const text of texts) expect(text).toMatch(/^[\u4e00-\u9fa5，。]{4,40}$/);
  });

  test('never shows the buyer what the server wrote for the developer', () => {
    expect(errorText(new ServiceError('ERR_NOT_CONFIGURED', 'WECHATPAY_MCHID is missing'))).toBe(
      '商家还没有开通支付，请联系商家',
    );
  });

  test.each([new Error('a bug'), 'text', undefined, new ServiceError('ERR_FROM_A_LATER_VERSION' as FailureCode, '')])(
    'that nobody knows is worded as ours: %p',
    (error) => {
      expect(errorText(error)).toBe('店里出了点问题，请稍后再试');
    },
  );
});

describe('a call of a cloud function', () => {
  const call = (cloud: Cloud) => {
    installFakeWx(cloud);
    return callFunction('prepay', { action: 'catalogue' });
  };

  test('answers what the function answered', async () => {
    await expect(call(() => ({ ok: true, data: { goods: [] } }))).resolves.toEqual({ goods: [] });
  });

  test('fails with the code that the function gave', async () => {
    const reply = { ok: false as const, error: { code: 'ERR_BUSY' as const, message: 'one at a time' } };
    await expect(call(() => reply)).rejects.toMatchObject({ name: 'ServiceError', code: 'ERR_BUSY' });
  });

  test('fails with ERR_NETWORK when nothing came back', async () => {
    const lost = call(() => {
      throw { errMsg: 'cloud.callFunction:fail timeout' };
    });
    await expect(lost).rejects.toMatchObject({ code: 'ERR_NETWORK', message: expect.stringContaining('fail timeout') });
  });

  test.each([null, 'text', {}, { ok: 'yes' }, { data: {} }])(
    'fails where the answer is no reply: %j',
    async (answer) => {
      await expect(call(() => answer as never)).rejects.toMatchObject({ code: 'ERR_INTERNAL' });
    },
  );
});

describe('a request id', () => {
  const items = [{ sku: 'apple', quantity: 1 }];

  test('is another for each new purchase', () => {
    const { storage } = installFakeWx(() => ({ ok: true, data: {} }));
    const ids = Array.from({ length: 1000 }, () => {
      storage.clear();
      return startPurchase(items).requestId;
    });
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{20,64}$/);
  });

  test.each(['"text"', '{}', '{"requestId":7,"items":[]}', '[]'])('replaces one that cannot be read: %s', (stored) => {
    const { storage } = installFakeWx(() => ({ ok: true, data: {} }));
    storage.set('purchase', stored);
    expect(startPurchase(items)).toEqual({ requestId: expect.stringMatching(/^[0-9a-z]{20,64}$/), items });
  });
});
