import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readConfiguration } from '../../cloudfunctions/lib/wechatpay/read-configuration';
import { keys as published } from '../fixtures/wechatpay/v3.json';
import { makeCertificate } from './certificates';
import { API_KEY, API_V3_KEY, APPID, MCHID, PUBLIC_KEY_ID } from './wechat';

type Environment = Record<string, string | undefined>;
type Files = Record<string, string | undefined>;

/** A key pair nobody has published, with a certificate in the merchant's name. */
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = pem(pair.privateKey, 'pkcs8');
const pkcs1 = pem(pair.privateKey, 'pkcs1');
const wechatPublicKey = pem(createPublicKey(published.yansongdaTest.certificate), 'spki');
const middle = (text: string) => text.replace(/-----[^-]+-----|\s/g, '');
let certificate: string;

beforeAll(() => {
  certificate = certificateFor(MCHID, '5157F09EFDC096DE15EBE81A47057A7232F1B8E1', pkcs8);
});

const common: Environment = {
  WECHATPAY_APPID: APPID,
  WECHATPAY_MCHID: MCHID,
  WECHATPAY_NOTIFY_URL: 'https://x.service.tcloudbase.com/trade',
};
const v2: Environment = { WECHATPAY_API_KEY: API_KEY };
const v3 = (): Environment => ({
  WECHATPAY_API_V3_KEY: API_V3_KEY,
  WECHATPAY_MERCHANT_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  WECHATPAY_PRIVATE_KEY: pkcs8,
  WECHATPAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID,
  WECHATPAY_PUBLIC_KEY: wechatPublicKey,
});

const read = (environment: Environment, files: Files = {}) =>
  readConfiguration(
    environment,
    (name) => (files[name] === undefined ? undefined : Buffer.from(files[name])),
    () => Object.keys(files),
  );
const configurationOf = (environment: Environment, files?: Files) => {
  const reading = read(environment, files);
  if ('problems' in reading) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
};
const problemsOf = (environment: Environment, files?: Files) => {
  const reading = read(environment, files);
  return 'problems' in reading ? reading.problems : [];
};

describe('a complete configuration is read', () => {
  test('for v3, the default, with everything in variables', () => {
    const configuration = configurationOf({ ...common, ...v3() });
    expect(configuration).toMatchObject({
      api: 'v3',
      merchant: { appid: APPID, mchid: MCHID },
      baseUrl: 'https://api.mch.weixin.qq.com',
      tlsBaseUrl: 'https://api.mch.weixin.qq.com',
      notifyUrl: 'https://x.service.tcloudbase.com/trade',
      v2: undefined,
    });
    expect(configuration.v3).toMatchObject({
      merchantSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
      publicKeyId: PUBLIC_KEY_ID,
    });
    expect([...(configuration.v3?.verificationKeys.keys() ?? [])]).toEqual([PUBLIC_KEY_ID]);
  });

  test('for v3, with the keys in files and the serial from the certificate', () => {
    const environment = { ...common, WECHATPAY_API_V3_KEY: API_V3_KEY, WECHATPAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID };
    const files = { 'apiclient_key.pem': pkcs8, 'apiclient_cert.pem': certificate, 'pub_key.pem': wechatPublicKey };
    expect(configurationOf(environment, files).v3?.merchantSerial).toBe('5157F09EFDC096DE15EBE81A47057A7232F1B8E1');
  });

  test('[T17] for v3, with platform certificates beside the public key', () => {
    const files = { 'wechatpay_1.pem': published.goTest.certificate, 'wechatpay_2.pem': certificate };
    const { v3: credentials } = configurationOf({ ...common, ...v3() }, files);
    expect([...(credentials?.verificationKeys.keys() ?? [])]).toEqual([
      PUBLIC_KEY_ID,
      'D7CE59D1F522D701',
      '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    ]);
  });

  test('for v3, with platform certificates alone', () => {
    const { WECHATPAY_PUBLIC_KEY_ID: _, WECHATPAY_PUBLIC_KEY: __, ...rest } = v3();
    const { v3: credentials } = configurationOf(
      { ...common, ...rest },
      { 'wechatpay_1.pem': published.goTest.certificate },
    );
    expect(credentials?.publicKeyId).toBeUndefined();
    expect(credentials?.verificationKeys.size).toBe(1);
  });

  test('for v2, signing by HMAC-SHA256 unless told otherwise', () => {
    const environment = { ...common, ...v2, WECHATPAY_API: 'v2' };
    expect(configurationOf(environment)).toMatchObject({ api: 'v2', v2: { apiKey: API_KEY, signType: 'HMAC-SHA256' } });
    expect(configurationOf({ ...environment, WECHATPAY_SIGN_TYPE: 'MD5' }).v2?.signType).toBe('MD5');
  });

  test('for both versions, whichever makes new orders', () => {
    const configuration = configurationOf({ ...common, ...v2, ...v3(), WECHATPAY_API: 'v2' });
    expect([configuration.api, configuration.v2 !== undefined, configuration.v3 !== undefined]).toEqual([
      'v2',
      true,
      true,
    ]);
  });

  test('for a service provider', () => {
    const sub = { WECHATPAY_SUB_MCHID: '1900000109', WECHATPAY_SUB_APPID: 'wx8888888888888888' };
    expect(configurationOf({ ...common, ...v3(), ...sub }).merchant).toEqual({
      appid: APPID,
      mchid: MCHID,
      subMchid: '1900000109',
      subAppid: 'wx8888888888888888',
    });
  });

  test('with space around values and slashes after addresses', () => {
    const environment = {
      ...common,
      ...v3(),
      WECHATPAY_MCHID: ` ${MCHID}\n`,
      WECHATPAY_NOTIFY_URL: 'https://shop.example/trade/',
      WECHATPAY_BASE_URL: 'http://127.0.0.1:8080/',
    };
    const { merchant, notifyUrl, baseUrl } = configurationOf(environment);
    expect([merchant.mchid, notifyUrl, baseUrl]).toEqual([
      MCHID,
      'https://shop.example/trade',
      'http://127.0.0.1:8080',
    ]);
  });

  test('[T44] with an authority of its own, beside and not instead of the usual ones', () => {
    const { trustedAuthorities } = configurationOf({ ...common, ...v3() }, { 'ca.pem': certificate });
    expect(trustedAuthorities).toContain(certificate);
    expect(trustedAuthorities?.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
  });
});

describe('a private key is read', () => {
  test.each<[string, string]>([
    ['as PEM, PKCS#8', pkcs8],
    ['as PEM, PKCS#1', pkcs1],
    ['as PEM with Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
    ['as PEM in one line with \\n written out', pkcs8.replaceAll('\n', '\\n')],
    ['as PEM in one line with spaces', pkcs8.replaceAll('\n', ' ')],
    ['as PEM with text around it', `Bag Attributes\n  friendlyName: x\n${pkcs8}\nend`],
    ['without header, in one line, PKCS#8', middle(pkcs8)],
    ['without header, in one line, PKCS#1', middle(pkcs1)],
    ['as the whole file in base64', Buffer.from(pkcs8).toString('base64')],
  ])('%s', (_, text) => {
    const { v3: credentials } = configurationOf({ ...common, ...v3(), WECHATPAY_PRIVATE_KEY: text });
    expect(credentials?.privateKey.equals(pair.privateKey)).toBe(true);
  });

  test.each<[string, string]>([
    ['a PKCS#1 public key', pem(createPublicKey(published.yansongdaTest.certificate), 'pkcs1')],
    ['an SPKI public key in one line', middle(wechatPublicKey)],
  ])('and %s', (_, text) => {
    expect(configurationOf({ ...common, ...v3(), WECHATPAY_PUBLIC_KEY: text }).v3?.verificationKeys.size).toBe(1);
  });
});

describe('a problem is named', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = pair.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  }) as string;

  test.each<[string, Environment, string]>([
    ['an unknown version', { WECHATPAY_API: 'v4' }, 'WECHATPAY_API 只能是 v2 或 v3'],
    ['no appid', { WECHATPAY_APPID: undefined }, '缺少 WECHATPAY_APPID'],
    ['an appid of another kind', { WECHATPAY_APPID: 'gh_1234567890ab' }, 'WECHATPAY_APPID 不是 AppID'],
    ['no merchant number', { WECHATPAY_MCHID: '' }, '缺少 WECHATPAY_MCHID'],
    ['a merchant number with letters', { WECHATPAY_MCHID: '19000O7291' }, 'WECHATPAY_MCHID 不是商户号'],
    ['a sub-merchant’s appid without its number', { WECHATPAY_SUB_APPID: 'wx8888888888888888' }, 'WECHATPAY_SUB_MCHID'],
    ['[T39] no notification address', { WECHATPAY_NOTIFY_URL: undefined }, '缺少 WECHATPAY_NOTIFY_URL'],
    ['[T39] a notification address with a query', { WECHATPAY_NOTIFY_URL: 'https://x.example/trade?a=1' }, '不带参数'],
    ['[T39] a notification address with a fragment', { WECHATPAY_NOTIFY_URL: 'https://x.example/trade#a' }, '锚点'],
    [
      '[T39] a notification address that is none',
      { WECHATPAY_NOTIFY_URL: 'x.example/trade' },
      'WECHATPAY_NOTIFY_URL 不是',
    ],
    ['[T39] a base address with a path', { WECHATPAY_BASE_URL: 'https://x.example/v3' }, 'WECHATPAY_BASE_URL'],
    ['[T39] a base address of another scheme', { WECHATPAY_BASE_URL: 'file:///etc/passwd' }, 'WECHATPAY_BASE_URL'],
    ['[T39] a base address with a password', { WECHATPAY_BASE_URL: 'https://a:b@x.example' }, 'WECHATPAY_BASE_URL'],
    ['[T03] no APIv3 key', { WECHATPAY_API_V3_KEY: undefined }, '缺少 WECHATPAY_API_V3_KEY'],
    ['[T03] an APIv3 key of 31 bytes', { WECHATPAY_API_V3_KEY: API_V3_KEY.slice(1) }, '是 31 字节'],
    ['[T03] a published APIv3 key', { WECHATPAY_API_V3_KEY: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb' }, '公开的示例'],
    ['[T03] an APIv3 key of one letter', { WECHATPAY_API_V3_KEY: 'a'.repeat(32) }, '过于简单'],
    ['[T03] the APIv2 key as APIv3 key', { WECHATPAY_API_KEY: API_V3_KEY }, '相同'],
    ['no private key', { WECHATPAY_PRIVATE_KEY: undefined }, '缺少商户 API 私钥'],
    ['a certificate as private key', { WECHATPAY_PRIVATE_KEY: published.goTest.certificate }, '看起来是证书'],
    ['a public key as private key', { WECHATPAY_PRIVATE_KEY: wechatPublicKey }, '看起来是公钥'],
    ['an encrypted private key', { WECHATPAY_PRIVATE_KEY: encrypted }, '看起来是加了密码的私钥'],
    ['half a private key', { WECHATPAY_PRIVATE_KEY: pkcs8.slice(0, 900) }, '没有复制完整'],
    ['[T03] a private key of 1,024 bits', { WECHATPAY_PRIVATE_KEY: pem(weak.privateKey, 'pkcs8') }, '只有 1024 位'],
    ['[T03] a private key that is not RSA', { WECHATPAY_PRIVATE_KEY: pem(elliptic.privateKey, 'pkcs8') }, '不是 RSA'],
    ['[T03] a published private key', { WECHATPAY_PRIVATE_KEY: published.merchant.privateKey }, '公开的示例私钥'],
    ['no serial', { WECHATPAY_MERCHANT_SERIAL: undefined }, '缺少 WECHATPAY_MERCHANT_SERIAL'],
    ['a serial that is none', { WECHATPAY_MERCHANT_SERIAL: 'serial' }, 'WECHATPAY_MERCHANT_SERIAL 不是证书序列号'],
    ['a public key without its id', { WECHATPAY_PUBLIC_KEY_ID: undefined }, '缺少 WECHATPAY_PUBLIC_KEY_ID'],
    ['a public key id without its key', { WECHATPAY_PUBLIC_KEY: undefined }, '缺少微信支付公钥'],
    ['a public key id of another shape', { WECHATPAY_PUBLIC_KEY_ID: '0119000072912026' }, '以 PUB_KEY_ID_ 开头'],
    ['the merchant’s own public key', { WECHATPAY_PUBLIC_KEY: pem(pair.publicKey, 'spki') }, '商户自己的公钥'],
    ['a certificate as public key', { WECHATPAY_PUBLIC_KEY: published.goTest.certificate }, '不是公钥'],
    ['[T03] a public key of 1,024 bits', { WECHATPAY_PUBLIC_KEY: pem(weak.publicKey, 'spki') }, '只有 1024 位'],
    [
      'neither public key nor platform certificate',
      { WECHATPAY_PUBLIC_KEY_ID: '', WECHATPAY_PUBLIC_KEY: '' },
      '缺少验签用的密钥',
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsOf({ ...common, ...v3(), ...changes })).toContainEqual(expect.stringContaining(problem));
  });

  test.each<[string, Environment, string]>([
    ['[T03] no APIv2 key', { WECHATPAY_API_KEY: undefined }, '缺少 WECHATPAY_API_KEY'],
    ['[T03] an APIv2 key of 31 characters', { WECHATPAY_API_KEY: API_KEY.slice(1) }, '不是 32 位字母和数字'],
    ['[T03] an APIv2 key with other characters', { WECHATPAY_API_KEY: `${API_KEY.slice(1)}_` }, '不是 32 位字母和数字'],
    ['[T03] a published APIv2 key', { WECHATPAY_API_KEY: '192006250b4c09247ec02edce69f6a2d' }, '公开的示例'],
    ['[T04] another sign type', { WECHATPAY_SIGN_TYPE: 'SHA1' }, 'WECHATPAY_SIGN_TYPE 只能是'],
  ])('for v2: %s', (_, changes, problem) => {
    expect(problemsOf({ ...common, ...v2, WECHATPAY_API: 'v2', ...changes })).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  test.each<[string, () => Files, string]>([
    ['a certificate of another key', () => ({ 'apiclient_cert.pem': published.goTest.certificate }), '不是一对'],
    [
      'a certificate of another merchant',
      () => ({ 'apiclient_cert.pem': certificateFor('1900000001', '5157F09EFDC096DE15EBE81A47057A7232F1B8E1', pkcs8) }),
      '属于商户号 1900000001',
    ],
    [
      'a certificate of another serial',
      () => ({ 'apiclient_cert.pem': certificateFor(MCHID, '7157F09EFDC096DE', pkcs8) }),
      '序列号不同',
    ],
    ['a certificate that is none', () => ({ 'apiclient_cert.pem': 'hello' }), 'apiclient_cert.pem 不是证书'],
    [
      'a platform certificate that is a key',
      () => ({ 'wechatpay_1.pem': wechatPublicKey }),
      'wechatpay_1.pem 不是证书',
    ],
    ['an authority that is none', () => ({ 'ca.pem': 'hello' }), 'ca.pem 不是 PEM'],
  ])('in files: %s', (_, files, problem) => {
    expect(problemsOf({ ...common, ...v3() }, files())).toContainEqual(expect.stringContaining(problem));
  });
});

test('everything missing is named at once, and where to find it', () => {
  const problems = problemsOf({});
  for (const name of [
    'APPID',
    'MCHID',
    'NOTIFY_URL',
    'API_V3_KEY',
    'PRIVATE_KEY',
    'MERCHANT_SERIAL',
    'PUBLIC_KEY_ID',
  ]) {
    expect(problems).toContainEqual(expect.stringMatching(`WECHATPAY_${name}[\\s\\S]*(平台|控制台)`));
  }
  expect(problems).toHaveLength(7);
});

describe('the version that new orders do not use', () => {
  test('may be left out', () => {
    expect(problemsOf({ ...common, ...v3() })).toEqual([]);
    expect(problemsOf({ ...common, ...v2, WECHATPAY_API: 'v2' })).toEqual([]);
  });

  test('may not be half configured', () => {
    expect(problemsOf({ ...common, ...v3(), WECHATPAY_SIGN_TYPE: 'MD5' })).toEqual([
      expect.stringContaining('缺少 WECHATPAY_API_KEY'),
      expect.stringContaining('API v2 也配置了一部分'),
    ]);
    const problems = problemsOf({ ...common, ...v2, WECHATPAY_API: 'v2' }, { 'pub_key.pem': wechatPublicKey });
    expect(problems.at(-1)).toContain('API v3 也配置了一部分');
  });

  test('is not begun by the merchant certificate and its key, which v2 uses as well', () => {
    const files = { 'apiclient_key.pem': pkcs8, 'apiclient_cert.pem': certificate };
    expect(problemsOf({ ...common, ...v2, WECHATPAY_API: 'v2' }, files)).toEqual([]);
    const pasted = { WECHATPAY_PRIVATE_KEY: pkcs8, WECHATPAY_MERCHANT_CERTIFICATE: certificate };
    expect(problemsOf({ ...common, ...v2, WECHATPAY_API: 'v2', ...pasted })).toEqual([]);
  });
});

test('[T38] no problem prints a secret', () => {
  const broken = {
    ...common,
    ...v3(),
    ...v2,
    WECHATPAY_API_V3_KEY: `${API_V3_KEY}x`,
    WECHATPAY_API_KEY: `${API_KEY}x`,
  };
  const said = problemsOf({ ...broken, WECHATPAY_PRIVATE_KEY: pkcs8.slice(0, 900), WECHATPAY_NOTIFY_URL: 'x' }).join(
    '\n',
  );
  for (const secret of [API_V3_KEY, API_KEY, middle(pkcs8).slice(0, 40)]) expect(said).not.toContain(secret);
});

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'spki'): string {
  return key.export({ type: type as 'pkcs1', format: 'pem' }) as string;
}

function certificateFor(mchid: string, serial: string, privateKey: string): string {
  return makeCertificate({ name: mchid, serial, key: privateKey }).cert;
}
