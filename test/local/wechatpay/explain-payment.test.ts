import { createHash, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { checkAppSign } from '../../../local/wechatpay/explain/app-sign';
import { checkPaySign } from '../../../local/wechatpay/explain/pay-sign';
import { v2Sign } from './support/sign';
import { signers } from './support/signers';

const { own, other, merchants } = signers();
const key = own.apiKey;
const otherPrepayIds = ['wx20231114221320000000000000000002'];
const context = { merchant: own, merchants, otherPrepayIds };
const prepayId = 'wx20231114221320000000000000000001';
const rsa = (text: string, privateKey = own.privateKey) =>
  sign('sha256', Buffer.from(text), privateKey).toString('base64');
type Wrong = { ok: false; explanation: object };

const named = (mistake: string, reason: string) => ({
  ok: false,
  explanation: { mistake, reason: expect.stringContaining(reason) },
});

describe('a paySign of API v3 is explained', () => {
  const sent = {
    appId: 'wx0123456789abcdef',
    timeStamp: '1700000000',
    nonceStr: 'nOnCe',
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
  };
  const lines = [sent.appId, sent.timeStamp, sent.nonceStr, sent.package];
  const text = lines.map((line) => `${line}\n`).join('');
  const query = `appId=${sent.appId}&nonceStr=nOnCe&package=${sent.package}&signType=RSA&timeStamp=1700000000`;
  const check = (paySign: string, change = {}) =>
    checkPaySign({ ...sent, ...change, paySign }, { signType: 'RSA' }, context);

  test.each<[string, string, () => string]>([
    ['app-id-missing', 'undefined', () => rsa(text.replace(sent.appId, 'undefined'))],
    ['wrong-app-id', 'wxother0000000001', () => rsa(text.replace(sent.appId, 'wxother0000000001'))],
    ['prepay-id-prefix-missing', 'prepay_id=', () => rsa(text.replace('prepay_id=', ''))],
    ['prepay-id-of-another-order', otherPrepayIds[0] as string, () => rsa(text.replace(/1\n$/, '2\n'))],
    ['sign-type-signed', 'RSA', () => rsa(`${text}RSA\n`)],
    ['part-left-out', 'timeStamp', () => rsa(text.replace('1700000000\n', ''))],
    ['parts-in-wrong-order', 'appId、timeStamp、nonceStr、package', () => rsa(`${[...lines].sort().join('\n')}\n`)],
    ['trailing-newline-added', '多了一个换行', () => rsa(`${text}\n`)],
    ['carriage-returns', '\\r\\n', () => rsa(text.replaceAll('\n', '\r\n'))],
    ['timestamp-differs', '1700000001', () => rsa(text.replace('1700000000', '1700000001'))],
    ['timestamp-in-milliseconds', '1700000000123', () => rsa(text.replace('1700000000', '1700000000123'))],
    ['nonce-case', 'nonceStr', () => rsa(text.replace('nOnCe', 'nonce'))],
    ['v2-string-signed', 'APIv2', () => rsa(query)],
    ['v2-string-signed', 'APIv2', () => rsa(query.replace('signType=RSA&', ''))],
    ['v2-string-signed', 'APIv2', () => rsa(`${query}&key=${key}`)],
    ['v2-signature', 'HMAC-SHA256', () => v2Sign({ ...sent, signType: 'HMAC-SHA256' }, key, 'HMAC-SHA256')],
    ['v2-signature', 'MD5', () => v2Sign(sent, key).toLowerCase()],
    ['wrong-key', '1900000200', () => rsa(text, other.privateKey)],
    ['signature-in-hex', '十六进制', () => sign('sha256', Buffer.from(text), own.privateKey).toString('hex')],
    ['signature-broken-into-lines', '换行', () => rsa(text).replace(/(.{64})/g, '$1\n')],
    ['wrong-digest', 'SHA1', () => sign('sha1', Buffer.from(text), own.privateKey).toString('base64')],
  ])('%s: %s', (mistake, reason, paySign) => {
    const checked = check(paySign());
    expect(checked).toMatchObject(named(mistake, reason));
    expect(JSON.stringify(checked)).not.toContain(key);
  });

  test('milliseconds that were sent and not signed, too', () => {
    const checked = check(rsa(text), { timeStamp: '1700000000123' });
    expect(checked).toMatchObject(named('timestamp-in-milliseconds', '发送的是 1700000000123'));
  });

  test('another nonce than was sent cannot be known: the key is told to be right', () => {
    const paySign = rsa(text.replace('nOnCe', 'another'));
    const { explanation } = check(paySign) as Wrong;
    expect(explanation).toEqual({
      reason: expect.stringContaining('私钥和算法都是对的'),
      expected: text,
      received: paySign,
    });
  });
});

describe('a paySign of API v2 is explained', () => {
  const sent = {
    appId: 'wx0123456789abcdef',
    timeStamp: '1700000000',
    nonceStr: 'nOnCe',
    package: `prepay_id=${prepayId}`,
    signType: 'MD5',
  };
  const { appId, ...others } = sent;
  test.each<[string, string, () => string]>([
    ['app-id-misspelled', 'app_id', () => v2Sign({ ...others, app_id: appId }, key)],
    ['wrong-app-id', 'wxother0000000001', () => v2Sign({ ...sent, appId: 'wxother0000000001' }, key)],
    [
      'prepay-id-of-another-order',
      '另一个订单',
      () => v2Sign({ ...sent, package: `prepay_id=${otherPrepayIds[0]}` }, key),
    ],
    ['timestamp-differs', '1699999999', () => v2Sign({ ...sent, timeStamp: '1699999999' }, key)],
    ['timestamp-in-milliseconds', '1700000000999', () => v2Sign({ ...sent, timeStamp: '1700000000999' }, key)],
    ['sign-type-differs', 'RSA', () => v2Sign({ ...sent, signType: 'RSA' }, key)],
    [
      'server-names-used',
      'timestamp',
      () =>
        v2Sign(
          {
            appid: appId,
            timestamp: sent.timeStamp,
            noncestr: sent.nonceStr,
            package: sent.package,
            signtype: 'MD5',
          },
          key,
        ),
    ],
    [
      'server-names-used',
      'prepay_id',
      () =>
        v2Sign(
          { appid: appId, timestamp: sent.timeStamp, nonce_str: sent.nonceStr, prepay_id: prepayId, sign_type: 'MD5' },
          key,
        ),
    ],
    ['v3-signature', 'APIv3 的做法', () => rsa(`${appId}\n1700000000\nnOnCe\n${sent.package}\n`)],
    ['key-white-space', '换行', () => v2Sign(sent, `${key}\n`)],
    [
      'wrong-algorithm',
      'SHA1',
      () =>
        createHash('sha1')
          .update(`${query(sent)}&key=${key}`)
          .digest('hex')
          .toUpperCase(),
    ],
  ])('%s: %s', (mistake, reason, paySign) => {
    const checked = checkPaySign({ ...sent, paySign: paySign() }, { signType: 'MD5' }, context);
    expect(checked).toMatchObject(named(mistake, reason));
    expect(JSON.stringify(checked)).not.toContain(key);
  });
});

const query = (fields: Record<string, string>) =>
  Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

describe('the sign of an app is explained', () => {
  const sent = {
    appid: 'wx0123456789abcdef',
    partnerid: '1900000109',
    prepayid: prepayId,
    package: 'Sign=WXPay',
    noncestr: 'nOnCe',
    timestamp: '1700000000',
  };
  const text = `${sent.appid}\n1700000000\nnOnCe\n${prepayId}\n`;

  test.each<[string, string, () => string]>([
    ['wrong-app-id', 'wxother0000000001', () => rsa(text.replace(sent.appid, 'wxother0000000001'))],
    ['prepay-id-of-another-order', '另一个订单', () => rsa(text.replace(/1\n$/, '2\n'))],
    ['prepay-id-prefix-signed', 'prepay_id=', () => rsa(text.replace(prepayId, `prepay_id=${prepayId}`))],
    ['v2-string-signed', 'APIv2', () => rsa(query(sent))],
    ['timestamp-differs', '1700000010', () => rsa(text.replace('1700000000', '1700000010'))],
    ['part-left-out', 'noncestr', () => rsa(text.replace('nOnCe\n', ''))],
  ])('of API v3, %s: %s', (mistake, reason, signed) => {
    const checked = checkAppSign({ ...sent, sign: signed() }, { signType: 'RSA' }, context);
    expect(checked).toMatchObject(named(mistake, reason));
  });

  test.each<[string, string, () => string]>([
    ['prepay-id-of-another-order', '另一个订单', () => v2Sign({ ...sent, prepayid: otherPrepayIds[0] as string }, key)],
    ['timestamp-in-milliseconds', '1700000000001', () => v2Sign({ ...sent, timestamp: '1700000000001' }, key)],
    [
      'server-names-used',
      'mch_id',
      () =>
        v2Sign(
          {
            appid: sent.appid,
            mch_id: sent.partnerid,
            prepay_id: prepayId,
            nonce_str: 'nOnCe',
            timestamp: sent.timestamp,
            package: sent.package,
          },
          key,
        ),
    ],
    ['v3-signature', 'APIv3', () => rsa(text)],
  ])('of API v2, %s: %s', (mistake, reason, signed) => {
    const checked = checkAppSign({ ...sent, sign: signed() }, { signType: 'MD5' }, context);
    expect(checked).toMatchObject(named(mistake, reason));
  });
});
