import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readConfiguration } from '../../cloudfunctions/lib/wechatpay/read-configuration';
import { p12 } from '../fixtures/wechatpay/v2.json';
import { type Made, makeCertificate, makeP12 } from './certificates';
import { API_KEY, APPID, MCHID } from './wechat';

type Environment = Record<string, string>;
type Files = Record<string, string | Buffer>;

const newKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
};
const key = newKey();
const made = makeCertificate({ name: MCHID, key });
const anothers = makeCertificate({ name: '1900000001', key });
const pemFiles = (of: Made): Files => ({ 'apiclient_key.pem': of.key, 'apiclient_cert.pem': of.cert });
/** As the merchant platform exports it, and as OpenSSL 3 does not open it. */
const underRc2 = Buffer.from(p12.base64, 'base64');

/** A shop that can take money by API v2, with more variables and files. */
const read = (environment: Environment, files: Files) =>
  readConfiguration(
    {
      WECHATPAY_API: 'v2',
      WECHATPAY_APPID: APPID,
      WECHATPAY_MCHID: MCHID,
      WECHATPAY_API_KEY: API_KEY,
      WECHATPAY_NOTIFY_URL: 'https://x.service.tcloudbase.com/trade',
      ...environment,
    },
    (name) => (files[name] === undefined ? undefined : Buffer.from(files[name])),
    () => Object.keys(files),
  );

test('a shop is complete without a certificate, and has one address for everything', () => {
  expect(read({}, {})).toMatchObject({
    configuration: {
      merchantCertificate: undefined,
      baseUrl: 'https://api.mch.weixin.qq.com',
      tlsBaseUrl: 'https://api.mch.weixin.qq.com',
    },
  });
  const local = { WECHATPAY_BASE_URL: 'http://127.0.0.1:8080' };
  expect(read(local, {})).toMatchObject({ configuration: { tlsBaseUrl: 'http://127.0.0.1:8080' } });
});

test('certificates can be shown at an address of their own', () => {
  const environment = {
    WECHATPAY_BASE_URL: 'http://127.0.0.1:8080',
    WECHATPAY_TLS_BASE_URL: 'https://127.0.0.1:8443/',
  };
  expect(read(environment, {})).toMatchObject({
    configuration: { baseUrl: 'http://127.0.0.1:8080', tlsBaseUrl: 'https://127.0.0.1:8443' },
  });
});

test('the certificate is read from PEM files', () => {
  expect(read({}, pemFiles(made))).toMatchObject({
    configuration: { merchantCertificate: { cert: new X509Certificate(made.cert).toString(), key } },
  });
});

test('the certificate is read from a PKCS#12 file, whose password is the merchant number', () => {
  const pfx = makeP12(made, MCHID);
  expect(read({}, { 'apiclient_cert.p12': pfx })).toMatchObject({
    configuration: { merchantCertificate: { pfx, passphrase: MCHID } },
  });
});

test('a PKCS#12 file that nobody can open is no matter beside the PEM files it came with', () => {
  expect(read({}, { ...pemFiles(made), 'apiclient_cert.p12': underRc2 })).toHaveProperty('configuration');
});

test.each<[string, Files, Environment, string]>([
  ['a key of another pair', { ...pemFiles(made), 'apiclient_key.pem': newKey() }, {}, '不是一对'],
  ['a certificate of another merchant', pemFiles(anothers), {}, '属于商户号 1900000001'],
  ['a certificate that is none', { ...pemFiles(made), 'apiclient_cert.pem': 'hello' }, {}, 'apiclient_cert.pem 不是'],
  ['a pasted certificate that is none', {}, { WECHATPAY_MERCHANT_CERTIFICATE: 'AAAA' }, 'CERTIFICATE 不是证书'],
  ['a PKCS#12 file of another merchant', { 'apiclient_cert.p12': makeP12(anothers, '1900000001') }, {}, '作密码打开'],
  ['a PKCS#12 file read as text', { 'apiclient_cert.p12': makeP12(made, MCHID).toString('utf8') }, {}, '当作文本'],
  ['a PKCS#12 file cut short', { 'apiclient_cert.p12': makeP12(made, MCHID).subarray(0, 900) }, {}, '不是完整的'],
  ['an empty PKCS#12 file', { 'apiclient_cert.p12': '' }, {}, '不是完整的'],
  ['a PKCS#12 file under RC2', { 'apiclient_cert.p12': underRc2 }, {}, '加密方式太旧'],
  ['a pasted PKCS#12 file that is none', {}, { WECHATPAY_MERCHANT_P12: 'hello' }, 'WECHATPAY_MERCHANT_P12 不是完整的'],
  ['an address for certificates that is none', {}, { WECHATPAY_TLS_BASE_URL: 'x.example' }, 'WECHATPAY_TLS_BASE_URL'],
  ['an address for certificates without TLS', {}, { WECHATPAY_TLS_BASE_URL: 'http://x.example' }, '必须是 https'],
])('a problem is named: %s', (_, files, environment, problem) => {
  expect(read(environment, files)).toEqual({ problems: [expect.stringContaining(problem)] });
});

test('[T38] no problem prints the key', () => {
  const said = JSON.stringify(read({}, { ...pemFiles(anothers), 'apiclient_key.pem': key.slice(0, 900) }));
  expect(said).toContain('problems');
  expect(said).not.toContain(key.slice(100, 140));
});
