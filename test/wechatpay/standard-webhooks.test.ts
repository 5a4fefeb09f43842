// The cases by which Standard Webhooks (github.com/standard-webhooks/standard-webhooks, libraries/go/webhook_test.go)
// specifies a verifier, brought to the headers of API v3 and the fields of API v2.
import { describe, expect, test } from '@jest/globals';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import { readConfiguration } from '../../cloudfunctions/lib/wechatpay/read-configuration';
import { readNotification as readV2 } from '../../cloudfunctions/lib/wechatpay/v2/read-notification';
import { sign } from '../../cloudfunctions/lib/wechatpay/v2/sign';
import { readNotification as readV3 } from '../../cloudfunctions/lib/wechatpay/v3/read-notification';
import { sign as signV3 } from '../../cloudfunctions/lib/wechatpay/v3/sign';
import { signatures as v2Signatures } from '../fixtures/wechatpay/v2.json';
import { signatures as v3Signatures } from '../fixtures/wechatpay/v3.json';
import {
  APPID,
  MCHID,
  NOW_SECONDS,
  v2Credentials,
  v2Message,
  v2PaidFields,
  v2Sign,
  v3Credentials,
  v3Event,
  v3Headers,
} from './wechat';

const merchant = { appid: APPID, mchid: MCHID };

describe('[S4] the thirteen cases on API v3', () => {
  const body = v3Event();
  const signed = v3Headers(body);
  const signature = signed['wechatpay-signature'] ?? '';
  const read = (headers: Record<string, string | undefined>, credentials = v3Credentials): Notification['kind'] =>
    readV3(merchant, credentials, { headers, body: Buffer.from(body), nowSeconds: NOW_SECONDS }).kind;

  test.each<[string, Notification['kind'], Notification['kind']]>([
    ['valid signature', 'trade', read(signed)],
    [
      'valid, with the headers that are not required left out',
      'trade',
      read({ ...signed, 'wechatpay-signature-type': undefined }),
    ],
    ['missing id (the nonce)', 'untrusted', read({ ...signed, 'wechatpay-nonce': undefined })],
    ['missing timestamp', 'untrusted', read({ ...signed, 'wechatpay-timestamp': undefined })],
    ['missing signature', 'untrusted', read({ ...signed, 'wechatpay-signature': undefined })],
    [
      'invalid signature',
      'untrusted',
      read({ ...signed, 'wechatpay-signature': v3Headers('{}')['wechatpay-signature'] }),
    ],
    ['partial signature', 'untrusted', read({ ...signed, 'wechatpay-signature': signature.slice(0, 8) })],
    ['old timestamp', 'untrusted', read(v3Headers(body, { timestamp: String(NOW_SECONDS - 301) }))],
    ['new timestamp', 'untrusted', read(v3Headers(body, { timestamp: String(NOW_SECONDS + 301) }))],
    ['invalid timestamp', 'untrusted', read(v3Headers(body, { timestamp: 'yesterday' }))],
    [
      'several signatures, which WeChat never sends',
      'untrusted',
      read({ ...signed, 'wechatpay-signature': `${signature} ${signature}` }),
    ],
    ['no key at all', 'untrusted', read(signed, { ...v3Credentials, verificationKeys: new Map() })],
  ])('%s', (_, expected, actual) => {
    expect(actual).toBe(expected);
  });

  test('sign function works', () => {
    const vector = v3Signatures.find(({ key }) => key === 'merchant');
    expect(signV3(vector?.message ?? '', v3Credentials.privateKey)).toBe(vector?.expected);
  });
});

describe('[S4] the thirteen cases on API v2', () => {
  const signature = v2Sign(v2PaidFields, 'HMAC-SHA256');
  const read = (fields: Record<string, string>): Notification['kind'] =>
    readV2(merchant, v2Credentials('HMAC-SHA256'), { headers: {}, body: v2Message(fields), nowSeconds: NOW_SECONDS })
      .kind;
  const { transaction_id: _, ...withoutId } = v2PaidFields;
  const { time_end: __, ...withoutTime } = v2PaidFields;

  test.each<[string, Notification['kind'], Notification['kind']]>([
    ['valid signature', 'trade', read(v2PaidFields)],
    ['valid, with the fields that are not required', 'trade', read({ ...v2PaidFields, sign_type: 'HMAC-SHA256' })],
    ['missing id (the transaction)', 'malformed', read(withoutId)],
    ['missing time, which v2 does not require', 'trade', read(withoutTime)],
    ['missing signature', 'untrusted', read({ ...v2PaidFields, sign: '' })],
    ['invalid signature', 'untrusted', read({ ...v2PaidFields, sign: v2Sign({ a: '1' }, 'HMAC-SHA256') })],
    ['partial signature', 'untrusted', read({ ...v2PaidFields, sign: signature.slice(0, 8) })],
    [
      '[T19] old time: v2 has no window, and repetition is harmless',
      'trade',
      read({ ...v2PaidFields, time_end: '20200101000000' }),
    ],
    ['[T19] new time', 'trade', read({ ...v2PaidFields, time_end: '20360101000000' })],
    ['invalid time', 'malformed', read({ ...v2PaidFields, time_end: 'yesterday' })],
    [
      'several signatures, which WeChat never sends',
      'untrusted',
      read({ ...v2PaidFields, sign: `${signature} ${signature}` }),
    ],
  ])('%s', (_, expected, actual) => {
    expect(actual).toBe(expected);
  });

  test('[T03] empty secret', () => {
    const environment = { WECHATPAY_API: 'v2', WECHATPAY_API_KEY: '' };
    const reading = readConfiguration(
      environment,
      () => undefined,
      () => [],
    );
    expect(reading).toMatchObject({ problems: expect.arrayContaining([expect.stringContaining('WECHATPAY_API_KEY')]) });
  });

  test('sign function works', () => {
    const vector = v2Signatures.find(({ id }) => id === 'v2-sign-hmac-doc');
    const params = (vector?.params ?? {}) as unknown as Record<string, string>;
    expect(sign(params, { apiKey: vector?.key ?? '', signType: 'HMAC-SHA256' })).toBe(vector?.expected);
  });
});
