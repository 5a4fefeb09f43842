import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { verify } from '../../cloudfunctions/lib/wechatpay/v3/verify';
import { messages, keys as publishedKeys } from '../fixtures/wechatpay/v3.json';
import { forge } from './forge';
import {
  merchantKey,
  NOW_SECONDS,
  PLATFORM_SERIAL,
  PUBLIC_KEY_ID,
  platformKey,
  publicKeyModeKey,
  v3Credentials,
  v3Headers,
} from './wechat';

type Headers = Record<string, string | string[] | undefined>;

const keys = v3Credentials.verificationKeys;
const body = '{"prepay_id":"wx201410272009395522657a690389285100"}';
const headers = v3Headers(body);
const signature = headers['wechatpay-signature'] ?? '';
const signatureBytes = Buffer.from(signature, 'base64');

const check = (changes: Headers = {}, content: string | Buffer = body, nowSeconds = NOW_SECONDS) =>
  verify({ ...headers, ...changes }, Buffer.from(content), keys, nowSeconds);

describe('published API v3 messages', () => {
  test.each(messages)(
    '$id is genuine, and not with a space more',
    ({ headers: published, body: content, ...message }) => {
      const lowerCase = Object.fromEntries(
        Object.entries(published).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const key = createPublicKey(message.certificatePem ?? message.publicKeyPem ?? '');
      const known = new Map([[published['Wechatpay-Serial'], key]]);
      const at = Number(published['Wechatpay-Timestamp']);
      expect(verify(lowerCase, Buffer.from(content), known, at)).toBeUndefined();
      expect(verify(lowerCase, Buffer.from(`${content} `), known, at)).toMatch('签名不符');
    },
  );
});

describe('an API v3 message is genuine', () => {
  const publicKeyMode = { key: publicKeyModeKey, serial: PUBLIC_KEY_ID };

  test.each<[string, string | undefined]>([
    ['signed by a platform certificate', check()],
    ['[T17] signed by the public key, while both are in use', check(v3Headers(body, publicKeyMode))],
    ['without the optional Wechatpay-Signature-Type', check({ 'wechatpay-signature-type': undefined })],
    ['[T19] 300 seconds old', check({}, body, NOW_SECONDS + 300)],
    ['[T20] 300 seconds ahead of our clock', check({}, body, NOW_SECONDS - 300)],
    ['without a body, as of a 204', check(v3Headers(''), '')],
    [
      'with a body of odd spacing and key order',
      check(v3Headers('{ "b":1,\n"a" : "红\\u679c" }'), '{ "b":1,\n"a" : "红\\u679c" }'),
    ],
    ['with a body that is no UTF-8', check(v3Headers(Buffer.from([0xff, 0, 1])), Buffer.from([0xff, 0, 1]))],
    ['naming its serial in lower case', check({ 'wechatpay-serial': PLATFORM_SERIAL.toLowerCase() })],
  ])('%s', (_, reason) => {
    expect(reason).toBeUndefined();
  });

  test('signed by a key of 3,072 bits, and not by one of another length', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const signed = v3Headers(body, { key: forge.pki.privateKeyFromPem(pem), serial: 'AB12' });
    expect(verify(signed, Buffer.from(body), new Map([['AB12', pair.publicKey]]), NOW_SECONDS)).toBeUndefined();
    expect(check({ ...signed, 'wechatpay-serial': PLATFORM_SERIAL })).toMatch('签名不符');
  });
});

const headerNames = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'];
const badHeaders: [string, Headers][] = headerNames.flatMap((name): [string, Headers][] => [
  [`[T01] without ${name}`, { [name]: undefined }],
  [`[T01] with an empty ${name}`, { [name]: '' }],
  [`[T01] with two ${name}`, { [name]: [headers[name] ?? '', headers[name] ?? ''] }],
  [`[T01] with two ${name} joined by a comma`, { [name]: `${headers[name]}, ${headers[name]}` }],
  [`with a space before ${name}`, { [name]: ` ${headers[name]}` }],
  [`with a line after ${name}`, { [name]: `${headers[name]}\n` }],
]);

const badTimestamps: [string, Headers][] = [
  '1787198400.0',
  '1.7871984e9',
  '-1787198400',
  '01787198400',
  '1787198400000',
  '0x6a867780',
  '０',
  'NaN',
].map((timestamp) => [`[T19] with the time written ${timestamp}`, v3Headers(body, { timestamp })]);

const rewritten: [string, string][] = [
  ['without its padding', signature.replace(/=+$/, '')],
  ['with more padding', `${signature}=`],
  ['in the URL alphabet', signature.replaceAll('+', '-').replaceAll('/', '_')],
  ['with a space inside', `${signature.slice(0, 10)} ${signature.slice(10)}`],
  ['with a line end inside', `${signature.slice(0, 64)}\n${signature.slice(64)}`],
  ['with junk that decoders skip', `!${signature}`],
  ['with text after it', `${signature}AAAA`],
  [
    'with other unused bits at its end',
    signature.replace(/.==$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}==`),
  ],
  ['in hex', signatureBytes.toString('hex')],
  ['twice', signature + signature],
  ['of 255 bytes', signatureBytes.subarray(1).toString('base64')],
  ['of 257 bytes', Buffer.concat([Buffer.from([0]), signatureBytes]).toString('base64')],
  ['of zeros', Buffer.alloc(256).toString('base64')],
  ['of ones', Buffer.alloc(256, 0xff).toString('base64')],
];
const badSignatureText: [string, Headers][] = rewritten.map(([how, text]) => [
  `[T16] with the signature written ${how}`,
  { 'wechatpay-signature': text },
]);

const flipped: [string, Headers][] = Array.from({ length: 32 }, (_, i) => {
  const bytes = Buffer.from(signatureBytes);
  bytes[i * 8] = (bytes[i * 8] ?? 0) ^ (1 << (i % 8));
  return [`[T16] with byte ${i * 8} of the signature changed`, { 'wechatpay-signature': bytes.toString('base64') }];
});

// Signatures over the right text, made with the right key, padded in ways that careless verifiers take.
const rawKey = createPrivateKey(publishedKeys.goTest.privateKey);
const message = `${NOW_SECONDS}\n${headers['wechatpay-nonce']}\n${body}\n`;
const digest = Buffer.from(forge.md.sha256.create().update(message, 'raw').digest().toHex(), 'hex');
const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const pad = (tail: Buffer, type = 1, filler = 0xff) =>
  Buffer.concat([Buffer.from([0, type]), Buffer.alloc(256 - 3 - tail.length, filler), Buffer.from([0]), tail]);
const raw = (encoded: Buffer) =>
  privateEncrypt({ key: rawKey, padding: constants.RSA_NO_PADDING }, encoded).toString('base64');
const garbage = (encoded: Buffer) => Buffer.concat([encoded, Buffer.alloc(256 - encoded.length, 1)]);
const short = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(8, 0xff), Buffer.from([0]), prefix, digest]);
const hashed = (name: 'sha1' | 'md5') =>
  forge.util.encode64(platformKey.sign(forge.md[name].create().update(message, 'raw')));

const padded: [string, string][] = [
  ['the hash alone', raw(pad(digest))],
  [
    'no NULL in the algorithm',
    raw(pad(Buffer.concat([Buffer.from('302f300b0609608648016503040201', 'hex'), Buffer.from('0420', 'hex'), digest]))),
  ],
  [
    'the name of SHA-512',
    raw(pad(Buffer.concat([Buffer.from('3031300d060960864801650304020305000420', 'hex'), digest]))),
  ],
  [
    'a length in long form',
    raw(pad(Buffer.concat([Buffer.from('308131300d060960864801650304020105000420', 'hex'), digest]))),
  ],
  ['garbage behind the hash', raw(garbage(short))],
  ['a byte behind the hash', raw(pad(Buffer.concat([prefix, digest, Buffer.from([0])])))],
  ['block type 0', raw(pad(Buffer.concat([prefix, digest]), 0, 0))],
  ['block type 2', raw(pad(Buffer.concat([prefix, digest]), 2, 0x55))],
  ['another filler', raw(pad(Buffer.concat([prefix, digest]), 1, 0xfe))],
  ['SHA-1', hashed('sha1')],
  ['MD5', hashed('md5')],
];
const badPadding: [string, Headers][] = padded.map(([what, text]) => [
  `[T16] padded with ${what}`,
  { 'wechatpay-signature': text },
]);

test('the padding these refusals start from is the right one', () => {
  expect(raw(pad(Buffer.concat([prefix, digest])))).toBe(signature);
});

const otherKeys: [string, Headers][] = [
  ['[T17] naming a serial nobody knows', { 'wechatpay-serial': 'FFFFFFFFFFFFFFFF' }],
  ['[T17] naming the other of two living keys', { 'wechatpay-serial': PUBLIC_KEY_ID }],
  ['[T17] signed by the other of two living keys', v3Headers(body, { key: publicKeyModeKey })],
  ["[T01] signed by the merchant's own key", v3Headers(body, { key: merchantKey })],
  ["[T01] naming the merchant's own certificate", { 'wechatpay-serial': v3Credentials.merchantSerial }],
  ['[T10] naming what every object has', { 'wechatpay-serial': '__proto__' }],
  ['[T18] a probe', { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signature.slice(19)}` }],
  ['[T18] a probe of full length', { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signature}` }],
  ['[T04] of another signature type', { 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }],
  ['[T04] of two signature types', { 'wechatpay-signature-type': ['WECHATPAY2-SHA256-RSA2048', 'NONE'] }],
];

const all = [...badHeaders, ...badTimestamps, ...badSignatureText, ...flipped, ...badPadding, ...otherKeys];

describe(`[S3] an API v3 message is refused (${all.length} vectors)`, () => {
  test.each(all)('%s', (_, changes) => {
    expect(check(changes)).toEqual(expect.any(String));
  });

  test.each<[string, string | Buffer]>([
    ['with other content', body.replace('5100', '5101')],
    ['[T16] with the same JSON written anew', '{ "prepay_id": "wx201410272009395522657a690389285100" }'],
    ['with a line end more', `${body}\n`],
    ['with a byte order mark', `\ufeff${body}`],
    ['without its last byte', body.slice(0, -1)],
    ['without a body', ''],
  ])('[T01] %s', (_, content) => {
    expect(check({}, content)).toMatch('签名不符');
  });

  test.each([
    ['[T19] 301 seconds old', NOW_SECONDS + 301],
    ['[T19] 301 seconds ahead', NOW_SECONDS - 301],
    ['[T19] a day old', NOW_SECONDS + 86_400],
    ['[T20] when our own clock stands still at 1970', 0],
  ])('%s', (_, nowSeconds) => {
    expect(check({}, body, nowSeconds)).toMatch('时钟');
  });
});
