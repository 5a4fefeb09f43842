import { constants, createHash, createHmac, createSign, privateEncrypt, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { authorize } from '../../../local/wechatpay/v3/authorization';
import { header } from './support/sign';
import { signers } from './support/signers';

const { own, other, keys } = signers();
const now = 1_700_000_000;
const timestamp = String(now);
const nonce = 'nOnCe0123456789';

interface Sent {
  method: string;
  target: string;
  body: string;
}
const post: Sent = {
  method: 'POST',
  target: '/v3/pay/transactions/jsapi',
  body: '{"appid":"wx0123456789abcdef","url":"https://a/?b&c","total":1,"say":"苹果"}',
};
const get: Sent = { method: 'GET', target: '/v3/pay/transactions/id/T%2D1?mchid=1900000109&b=2', body: '' };

const text = ({ method, target, body }: Sent) => `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
const signed = (bytes: string | Buffer, key = own.privateKey) =>
  sign('sha256', Buffer.from(bytes), key).toString('base64');
const postWith = (change: Partial<Sent>) => signed(text({ ...post, ...change }));
const getWith = (change: Partial<Sent>) => signed(text({ ...get, ...change }));

function checked({ method, target, body }: Sent, authorization: string, realNow = now * 1000) {
  const incoming = {
    method,
    target,
    headers: { host: 'localhost:8800', authorization },
    body: Buffer.from(body),
  };
  const result = authorize(incoming, keys, realNow);
  return result.ok ? { ok: true as const } : result.verdict;
}
const parts = (change: object = {}) => ({
  mchid: own.mchid,
  serial: own.serial,
  timestamp,
  nonce,
  signature: signed(text(post)),
  ...change,
});
const explained = (sent: Sent, signature: string) => checked(sent, header(parts({ signature })));

test('a right signature is accepted', () => {
  expect(explained(post, signed(text(post)))).toEqual({ ok: true });
  expect(explained(get, signed(text(get)))).toEqual({ ok: true });
});

describe('a signature of API v3 with a wrong text is explained', () => {
  const again = (body: string) => postWith({ body });
  test.each<[string, string, Sent, () => string]>([
    ['method-lower-case', '首字母', post, () => postWith({ method: 'Post' })],
    ['wrong-method', 'GET', post, () => postWith({ method: 'GET' })],
    ['wrong-method', 'POST', get, () => getWith({ method: 'POST' })],
    ['part-left-out', '方法', post, () => signed(text(post).replace('POST\n', ''))],
    ['part-left-out', '随机串', post, () => signed(text(post).replace(`${nonce}\n`, ''))],
    ['part-left-out', '时间戳', post, () => signed(text(post).replace(timestamp, 'undefined'))],
    ['part-left-out', '地址', post, () => postWith({ target: '' })],
    ['question-mark-left-out', '?', get, () => getWith({ target: get.target.replace('?', '') })],
    ['question-mark-added', '?', post, () => postWith({ target: `${post.target}?` })],
    [
      'query-in-other-order',
      '顺序',
      get,
      () => getWith({ target: get.target.replace(/\?.*/, '?b=2&mchid=1900000109') }),
    ],
    ['trailing-slash', '/', post, () => postWith({ target: `${post.target}/` })],
    ['version-left-out', '/v3', post, () => postWith({ target: '/pay/transactions/jsapi' })],
    ['url-decoded', '解码', get, () => getWith({ target: get.target.replace('%2D', '-') })],
    ['url-encoded', '编码', { ...get, target: '/v3/a:b?c=d' }, () => getWith({ target: '/v3/a%3Ab?c=d' })],
    // As EasyWeChat signs and Symfony sends: a form's query, and one by RFC 3986.
    [
      'url-encoded',
      '编码',
      { ...get, target: '/v3/a?x=a%20b/%E4%B8%AD%7C~*' },
      () => getWith({ target: '/v3/a?x=a+b%2F%E4%B8%AD%7C%7E%2A' }),
    ],
    ['url-encoded', '编码', { ...get, target: '/v3/a?x=a%20b/c' }, () => getWith({ target: '/v3/a?x=a+b%2Fc' })],
    ['whole-url-signed', 'localhost:8800', post, () => postWith({ target: `localhost:8800${post.target}` })],
    ['whole-url-signed', 'https', post, () => postWith({ target: `https://api.mch.weixin.qq.com${post.target}` })],
    ['body-left-out', '报文', post, () => signed(text(post).replace(`${post.body}\n`, ''))],
    ['body-left-out', 'undefined', post, () => again('undefined')],
    ['body-of-get-signed', ' undefined', get, () => getWith({ body: 'undefined' })],
    ['body-of-get-signed', '查询参数', get, () => getWith({ body: '{"mchid":"1900000109","b":"2"}' })],
    ['body-of-get-signed', '报文主体', { ...get, body: 'x=1' }, () => getWith({ body: 'x=1' })],
    // As PHP's json_encode and Python's json.dumps write by default, and Go's encoding/json.
    [
      'body-serialized-again',
      '斜杠',
      post,
      () => again(post.body.replace(/\//g, '\\/').replace('苹果', '\\u82f9\\u679c')),
    ],
    [
      'body-serialized-again',
      '带空格',
      post,
      () => again('{"appid": "wx0123456789abcdef", "url": "https://a/?b&c", "total": 1, "say": "\\u82f9\\u679c"}'),
    ],
    ['body-serialized-again', '<>&', post, () => again(post.body.replace('&', '\\u0026'))],
    [
      'body-serialized-again',
      '排序',
      post,
      () => again('{"appid":"wx0123456789abcdef","say":"苹果","total":1,"url":"https://a/?b&c"}'),
    ],
    ['trailing-newline-added', '换行', post, () => again(`${post.body}\n`)],
    ['body-serialized-again', 'BOM', post, () => again(`\uFEFF${post.body}`)],
    ['body-serialized-again', '两端', { ...post, body: ` ${post.body}` }, () => again(post.body)],
    ['body-serialized-twice', '两次', post, () => again(`"${post.body.replaceAll('"', '\\"')}"`)],
    ['body-not-serialized', 'object Object', post, () => again('[object Object]')],
    [
      'body-as-form',
      '表单',
      post,
      () => again('appid=wx0123456789abcdef&url=https%3A%2F%2Fa%2F%3Fb%26c&total=1&say=%E8%8B%B9%E6%9E%9C'),
    ],
    ['wrong-charset', '单字节', post, () => again(Buffer.from(post.body).toString('latin1'))],
    ['wrong-charset', '问号', post, () => again(post.body.replace('苹果', '??'))],
    ['wrong-charset', 'GBK', post, () => signed(inGbk())],
    ['carriage-returns', '\\r\\n', post, () => signed(text(post).replaceAll('\n', '\r\n'))],
    ['newlines-missing', '没有换行', post, () => signed(text(post).replaceAll('\n', ''))],
    ['newlines-missing', '&', post, () => signed(text(post).slice(0, -1).replaceAll('\n', '&'))],
    [
      'parts-in-wrong-order',
      '方法、地址、时间戳、随机串、报文',
      post,
      () => signed(`POST\n${post.target}\n${nonce}\n${timestamp}\n${post.body}\n`),
    ],
    ['nonce-case', '随机串', post, () => signed(text(post).replace(nonce, 'NONCE0123456789'))],
    ['timestamp-differs', '1700000031', post, () => signed(text(post).replace(timestamp, '1700000031'))],
    ['timestamp-in-milliseconds', '1700000000417', post, () => signed(text(post).replace(timestamp, '1700000000417'))],
    ['timestamp-with-fraction', '1700000000.41', post, () => signed(text(post).replace(timestamp, '1700000000.41'))],
  ])('%s: %s', (mistake, reason, sent, signature) => {
    expect(explained(sent, signature())).toMatchObject({ mistake, reason: expect.stringContaining(reason) });
  });
});

/** 苹果 as GBK has it; the rest is ASCII. */
function inGbk() {
  const [before, after] = text(post).split('苹果') as [string, string];
  return Buffer.concat([Buffer.from(before), Buffer.from('c6bbb9fb', 'hex'), Buffer.from(after)]);
}

describe('a signature of API v3 that is made or written wrongly is explained', () => {
  const right = signed(text(post));
  const sha = createHash('sha256').update(text(post)).digest();
  const encrypted = (bytes: Buffer) => privateEncrypt(own.privateKey, bytes).toString('base64');
  test.each<[string, string, () => string]>([
    ['signature-missing', '空', () => ''],
    ['signature-in-hex', '十六进制', () => Buffer.from(right, 'base64').toString('hex').toUpperCase()],
    ['signature-in-base64url', '- 和 _', () => Buffer.from(urlSafe(), 'base64').toString('base64url')],
    ['signature-url-encoded', 'URL', () => encodeURIComponent(right)],
    ['signature-plus-lost', '空格', () => urlSafe().replaceAll('+', ' ')],
    ['signature-broken-into-lines', '换行', () => right.replace(/(.{76})/g, '$1\r\n')],
    ['signature-padding-lost', '=', () => right.replace(/=+$/, '')],
    ['signature-encoded-twice', '两次', () => Buffer.from(right).toString('base64')],
    ['wrong-key', '1900000200', () => signed(text(post), other.privateKey)],
    ['secret-for-private-key', 'APIv3', () => createHmac('sha256', own.apiV3Key).update(text(post)).digest('base64')],
    ['secret-for-private-key', 'APIv2', () => createHmac('sha256', own.apiKey).update(text(post)).digest('hex')],
    ['wrong-digest', 'SHA1', () => createSign('sha1').update(text(post)).sign(own.privateKey, 'base64')],
    ['wrong-digest', 'MD5', () => createSign('md5').update(text(post)).sign(own.privateKey, 'base64')],
    ['wrong-digest', 'SHA512', () => createSign('sha512').update(text(post)).sign(own.privateKey, 'base64')],
    [
      'wrong-padding',
      'PSS',
      () =>
        sign('sha256', Buffer.from(text(post)), {
          key: own.privateKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
        }).toString('base64'),
    ],
    ['hashed-twice', '又做了一次', () => signed(sha)],
    ['hashed-twice', '又做了一次', () => signed(sha.toString('hex'))],
    ['encrypted-not-signed', '摘要', () => encrypted(sha)],
    ['encrypted-not-signed', '摘要', () => encrypted(Buffer.from(sha.toString('hex')))],
    ['encrypted-not-signed', '签名串', () => encrypted(Buffer.from(text(post)))],
  ])('%s: %s', (mistake, reason, signature) => {
    expect(explained(post, signature())).toMatchObject({ mistake, reason: expect.stringContaining(reason) });
  });

  /** A signature with a plus in it: one in a hundred of this length has none. */
  function urlSafe() {
    expect(right).toMatch(/[+/]/);
    return right;
  }
});

describe('a header that cannot be read is explained', () => {
  const right = header(parts());
  test.each<[string, string, string]>([
    ['authorization-missing', '没有 Authorization', ''],
    ['scheme-missing', 'WECHATPAY2-SHA256-RSA2048', right.slice(right.indexOf(' ') + 1)],
    ['wrong-scheme', 'Bearer', right.replace(/^\S+/, 'Bearer')],
    ['wrong-scheme', 'WECHATPAY2-SHA256-RSA2018', right.replace('RSA2048', 'RSA2018')],
    ['single-quotes', '单引号', right.replaceAll('"', "'")],
    ['quotes-missing', '没有放在双引号', right.replaceAll('"', '')],
    ['quotes-escaped', '反斜杠', right.replaceAll('"', '\\"')],
    ['wrong-separator', '分号', right.replaceAll('",', '";')],
    ['wrong-separator', '空格', right.replaceAll('",', '" ')],
    ['wrong-separator', '&', right.replaceAll('",', '"&')],
    ['wrong-separator', '冒号', right.replaceAll('="', ':"')],
    ['wrong-separator', '末尾', `${right},`],
    ['spaces-around-equals', '空格', right.replaceAll('="', ' = "')],
    ['part-misspelled', 'nonceStr', right.replace('nonce_str', 'nonceStr')],
    ['part-misspelled', 'mch_id、serial', right.replace('mchid', 'mch_id').replace('serial_no', 'serial')],
    ['part-twice', 'mchid', `${right},mchid="1"`],
    ['part-missing', '没有 timestamp', right.replace(/,timestamp="\d+"/, '')],
    ['part-missing', '没有 mchid', right.replace(/mchid="\d+",/, '')],
    ['part-unknown', 'appid', `${right},appid="wx1"`],
  ])('%s: %s', (mistake, reason, authorization) => {
    expect(checked(post, authorization)).toMatchObject({ mistake, reason: expect.stringContaining(reason) });
  });

  test('and not named where it is no mistake that is known', () => {
    expect(checked(post, `${right}}`)).not.toHaveProperty('mistake');
  });
});

describe('a header that says something wrong is explained', () => {
  const decimal = BigInt(`0x${own.serial}`).toString();
  test.each<[string, string, object, number?]>([
    ['clock-off', '-360 秒', {}, now + 360],
    ['clock-off', '8 小时整', {}, now + 28_800],
    ['timestamp-not-seconds', '毫秒', { timestamp: `${timestamp}000` }],
    ['timestamp-not-seconds', '10 位', { timestamp: '20231114221320' }],
    ['wrong-serial', '没有这样的证书', { serial: '4'.repeat(40) }],
    ['platform-serial', '平台证书', { serial: '7132D72A03E93CDDF8C03BBD1F37EEDF00000001' }],
    ['public-key-id-as-serial', '公钥', { serial: 'PUB_KEY_ID_0119000001092024' }],
    ['serial-of-another-merchant', '1900000200', { serial: other.serial }],
    ['serial-of-another-merchant', '1900000109', { mchid: other.mchid }],
    ['serial-in-decimal', '十六进制', { serial: decimal }],
    ['serial-with-signs', '冒号', { serial: own.serial.replace(/..(?=.)/g, '$&:') }],
    ['serial-with-signs', '前缀', { serial: `0x${own.serial}` }],
    ['serial-without-zeros', '开头的 0', { serial: own.serial.replace(/^0+/, '') }],
    ['sub-merchant-signs', '1900000109', { mchid: '1900000300' }],
    ['appid-as-mchid', 'appid', { mchid: 'wx0123456789abcdef' }],
    ['unknown-mchid', '1900000001', { mchid: '1900000001' }],
  ])('%s: %s', (mistake, reason, change, at = now) => {
    const verdict = checked(post, header(parts(change)), at * 1000);
    expect(verdict).toMatchObject({ ok: false, mistake, reason: expect.stringContaining(reason) });
  });
});

describe('where no single mistake accounts for the signature', () => {
  const elsewhere = text({ ...post, target: '/v3/elsewhere' });
  test.each<[string, () => string]>([
    ['私钥和算法都是对的', () => signed(elsewhere)],
    ['私钥是对的，算法不是', () => createSign('sha1').update(elsewhere).sign(own.privateKey, 'base64')],
    ['用商户 1900000200 的私钥', () => signed(elsewhere, other.privateKey)],
    ['merchant.json 里任何一个商户', () => Buffer.alloc(256, 1).toString('base64')],
    ['不是标准的 Base64', () => '签名'],
  ])('what is certain is told, and nothing named: %s', (reason, signature) => {
    const received = signature();
    const verdict = explained(post, received);
    expect(verdict).toEqual({ ok: false, reason: expect.stringContaining(reason), expected: text(post), received });
  });
});
