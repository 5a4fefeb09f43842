import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GatewayUnknown, NotConfigured } from '../../cloudfunctions/lib/errors';
import type { Fen } from '../../cloudfunctions/lib/payment/fen';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { readConfiguration } from '../../cloudfunctions/lib/wechatpay/read-configuration';
import { type Made, makeCertificate, makeP12, selfSigned } from './certificates';
import { type Script, type ScriptedServer, startScriptedServer } from './scripted-server';
import {
  API_KEY,
  APPID,
  MCHID,
  NOW_SECONDS,
  OUT_REFUND_NO,
  OUT_TRADE_NO,
  REFUND_ID,
  TRANSACTION_ID,
  v2Message,
  v2Xml,
} from './wechat';

const newKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
};
const authorityKey = newKey();
const authority = {
  name: 'Tenpay.com Root CA',
  ...makeCertificate({
    name: 'Tenpay.com Root CA',
    key: authorityKey,
    extensions: [{ name: 'basicConstraints', cA: true }],
  }),
};
/** The merchant's, from WeChat's authority. */
const merchant = makeCertificate({ name: MCHID, key: newKey(), serial: '02', issuer: authority });
/** In the merchant's name, and nobody vouches for it. */
const forged = makeCertificate({ name: MCHID, key: merchant.key, serial: '02' });
const ours = selfSigned(authorityKey);

/** Takes any certificate and says whose it was, as WeChat does; and refuses strangers in the handshake. */
let lenient: ScriptedServer;
let strict: ScriptedServer;
let plain: ScriptedServer;
beforeAll(async () => {
  const asking = { ...ours, ca: authority.cert, requestCert: true };
  lenient = await startScriptedServer({ ...asking, rejectUnauthorized: false });
  strict = await startScriptedServer({ ...asking, rejectUnauthorized: true });
  plain = await startScriptedServer();
});
afterAll(() => Promise.all([lenient.close(), strict.close(), plain.close()]));

type Files = Record<string, string | Buffer>;
const pemFiles = ({ key, cert }: Made): Files => ({ 'apiclient_key.pem': key, 'apiclient_cert.pem': cert });

function gateway(server: ScriptedServer, files: Files, environment: Record<string, string> = {}) {
  const trusting: Files = { 'ca.pem': ours.cert, ...files };
  const reading = readConfiguration(
    {
      WECHATPAY_API: 'v2',
      WECHATPAY_APPID: APPID,
      WECHATPAY_MCHID: MCHID,
      WECHATPAY_API_KEY: API_KEY,
      WECHATPAY_NOTIFY_URL: 'https://shop.example/trade',
      WECHATPAY_BASE_URL: server.url,
      ...environment,
    },
    (name) => (trusting[name] === undefined ? undefined : Buffer.from(trusting[name])),
    () => Object.keys(trusting),
  );
  if ('problems' in reading) throw new Error(reading.problems.join('\n'));
  const surroundings = { clock: () => NOW_SECONDS * 1000, nonce: () => 'N0NCE', timeoutMs: 5000 };
  return createGateway(reading.configuration, 'v2', surroundings);
}

const order = {
  outRefundNo: OUT_REFUND_NO,
  outTradeNo: OUT_TRADE_NO,
  transactionId: TRANSACTION_ID,
  total: 100 as Fen,
  amount: 40 as Fen,
  reason: '不想要了',
};
const fields = {
  return_code: 'SUCCESS',
  result_code: 'SUCCESS',
  appid: APPID,
  mch_id: MCHID,
  nonce_str: 'X',
  transaction_id: TRANSACTION_ID,
  out_trade_no: OUT_TRADE_NO,
  total_fee: '100',
};
const asWechat: Script = ({ path, client }) => {
  if (path === '/pay/refundquery') {
    const refund = { out_refund_no_0: OUT_REFUND_NO, refund_id_0: REFUND_ID, refund_fee_0: '40' };
    return { body: v2Message({ ...fields, ...refund, refund_status_0: 'PROCESSING' }) };
  }
  if (client !== MCHID) return { body: v2Xml({ return_code: 'FAIL', return_msg: '证书验证失败' }) };
  const refund = { out_refund_no: OUT_REFUND_NO, refund_id: REFUND_ID, refund_fee: '40' };
  return { body: v2Message({ ...fields, ...refund }) };
};

describe('a v2 refund shows the merchant’s certificate', () => {
  const p12 = makeP12(merchant, MCHID);
  test.each<[string, Files, Record<string, string>]>([
    ['from PEM files', pemFiles(merchant), {}],
    ['from a PKCS#12 file', { 'apiclient_cert.p12': p12 }, {}],
    ['from a PKCS#12 file beside the key alone', { 'apiclient_key.pem': merchant.key, 'apiclient_cert.p12': p12 }, {}],
    ['from PEM files, whatever the PKCS#12 file', { ...pemFiles(merchant), 'apiclient_cert.p12': 'not one' }, {}],
    [
      'from PEM in variables',
      {},
      { WECHATPAY_MERCHANT_CERTIFICATE: merchant.cert, WECHATPAY_PRIVATE_KEY: merchant.key.replaceAll('\n', '\\n') },
    ],
    ['from PKCS#12 in a variable', {}, { WECHATPAY_MERCHANT_P12: p12.toString('base64') }],
  ])('%s', async (_, files, environment) => {
    strict.script(asWechat);
    await expect(gateway(strict, files, environment).refund(order)).resolves.toMatchObject({ refundId: REFUND_ID });
    expect(strict.requests).toMatchObject([{ path: '/secapi/pay/refund', client: MCHID }]);
  });
});

test('no other call shows it, not even over the same address a moment later', async () => {
  lenient.script(asWechat);
  const { refund, queryRefund } = gateway(lenient, pemFiles(merchant));
  await refund(order);
  await queryRefund(OUT_REFUND_NO);
  await refund(order);
  expect(lenient.requests.map(({ path, client }) => [path, client])).toEqual([
    ['/secapi/pay/refund', MCHID],
    ['/pay/refundquery', undefined],
    ['/secapi/pay/refund', MCHID],
  ]);
});

test('WECHATPAY_TLS_BASE_URL is where it is shown, and nothing else is asked there', async () => {
  strict.script(asWechat);
  plain.script(asWechat);
  const { refund, queryRefund } = gateway(plain, pemFiles(merchant), { WECHATPAY_TLS_BASE_URL: strict.url });
  await refund(order);
  await queryRefund(OUT_REFUND_NO);
  expect(strict.requests.map(({ path }) => path)).toEqual(['/secapi/pay/refund']);
  expect(plain.requests.map(({ path }) => path)).toEqual(['/pay/refundquery']);
});

describe('there is no certificate to show', () => {
  test.each<[string, Files]>([
    ['at all', {}],
    ['but its key', { 'apiclient_key.pem': merchant.key }],
    ['but without its key', { 'apiclient_cert.pem': merchant.cert }],
  ])('%s: the refund names the files, and nothing was asked', async (_, files) => {
    lenient.script(asWechat);
    const error = await gateway(lenient, files)
      .refund(order)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(NotConfigured);
    expect(error.message).toMatch(/apiclient_cert\.pem.*apiclient_key\.pem.*apiclient_cert\.p12/);
    expect(lenient.requests).toHaveLength(0);
  });

  test('and refunds are asked about all the same', async () => {
    lenient.script(asWechat);
    await expect(gateway(lenient, {}).queryRefund(OUT_REFUND_NO)).resolves.toMatchObject({ state: 'PROCESSING' });
  });
});

describe('a certificate that WeChat does not take', () => {
  test('in the handshake leaves the refund unknown', async () => {
    strict.script(asWechat);
    await expect(gateway(strict, pemFiles(forged)).refund(order)).rejects.toBeInstanceOf(GatewayUnknown);
    expect(strict.requests).toHaveLength(0);
  });

  test('in its answer is a refusal', async () => {
    lenient.script((request, response) => asWechat({ ...request, client: 'another' }, response));
    const refusal = gateway(lenient, pemFiles(merchant)).refund(order);
    await expect(refusal).rejects.toMatchObject({ name: 'GatewayRefusal', code: 'RETURN_CODE_FAIL' });
  });
});

test('[T44] a server that nobody vouches for is shown no refund', async () => {
  lenient.script(asWechat);
  const unknowing = gateway(lenient, { ...pemFiles(merchant), 'ca.pem': authority.cert });
  await expect(unknowing.refund(order)).rejects.toThrow(/self-signed certificate/);
  expect(lenient.requests).toHaveLength(0);
});
