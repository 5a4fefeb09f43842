import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadKeys } from '../../../local/wechatpay/keys/load-keys';
import { startGateway, type TestGateway } from './support/gateway';

describe('the keys folder', () => {
  let gateway: TestGateway;
  let keysFolder: string;
  beforeAll(async () => {
    keysFolder = mkdtempSync(join(tmpdir(), 'wechatpay-new-keys-'));
    await loadKeys(keysFolder);
    gateway = await startGateway({ keysFolder });
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(keysFolder, { recursive: true });
  });

  test('an empty folder is filled with everything a merchant and his clients need', () => {
    expect(readdirSync(keysFolder).sort()).toEqual([
      'merchant.json',
      'merchant.key',
      'merchant.p12',
      'merchant.pem',
      'platform.key',
      'platform.pem',
      'pubkey.key',
      'tls.key',
      'tls.pem',
      'wechat_public_key.pem',
    ]);
    const { appid, mchid, apiKey, apiV3Key, merchantSerial, platformSerial, publicKeyId } = gateway.merchant;
    expect(appid).toMatch(/^wx[0-9a-f]{16}$/);
    expect(mchid).toMatch(/^\d{10}$/);
    expect(apiKey).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(apiV3Key).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(publicKeyId).toMatch(/^PUB_KEY_ID_\d+$/);
    expect(new X509Certificate(gateway.key('merchant.pem')).serialNumber).toBe(merchantSerial);
    expect(new X509Certificate(gateway.key('merchant.pem')).subject).toContain(`CN=${mchid}`);
    expect(new X509Certificate(gateway.key('platform.pem')).serialNumber).toBe(platformSerial);
  });

  test('what is there is never overwritten', async () => {
    const before = readdirSync(keysFolder).map((name) => readFileSync(join(keysFolder, name)).toString('base64'));
    await loadKeys(keysFolder);
    const after = readdirSync(keysFolder).map((name) => readFileSync(join(keysFolder, name)).toString('base64'));
    expect(after).toEqual(before);
  });

  test('the PKCS#12 file opens with the mchid, and with nothing else', () => {
    const pfx = gateway.key('merchant.p12');
    expect(() => tls.createSecureContext({ pfx, passphrase: gateway.merchant.mchid })).not.toThrow();
    expect(() => tls.createSecureContext({ pfx, passphrase: '0000000000' })).toThrow('mac verify failure');
  });

  test('https is trusted by whoever trusts tls.pem, and by nobody else', async () => {
    const status = (ca?: Buffer) =>
      new Promise((resolve, reject) => {
        https
          .get(`${gateway.tlsUrl}/_control/faults`, { ...(ca && { ca }), agent: false }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          })
          .on('error', reject);
      });
    expect(await status(gateway.key('tls.pem'))).toBe(200);
    await expect(status()).rejects.toThrow('self-signed certificate');
  });
});

describe('a keys folder that contradicts itself', () => {
  let folder: string;
  let original: Record<string, unknown>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wechatpay-keys-'));
    original = { ...(await loadKeys(folder)).merchantFile };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['a serial that is not the certificate’s', { merchantSerial: '4'.repeat(40) }, 'merchant.pem 的序列号是'],
    ['a platform serial that is not the certificate’s', { platformSerial: '4'.repeat(40) }, 'platform.pem 的序列号是'],
    ['a short API v2 key', { apiKey: 'short' }, 'apiKey（APIv2 密钥）应为 32 个字节'],
    ['a short API v3 key', { apiV3Key: 'short' }, 'apiV3Key（APIv3 密钥）应为 32 个字节'],
    ['no appid', { appid: '' }, '缺少 appid'],
    ['a key mode nobody knows', { keyMode: 'both' }, 'keyMode 应为 certificate、publicKey、mixed 之一'],
    ['others nobody knows', { others: { shops: [] } }, 'others 中没有 shops 这一项'],
    [
      'a sub-merchant of a provider nobody knows',
      { others: { subMerchants: [{ mchid: '1900000001', provider: '1' }] } },
      'provider 1 没有声明',
    ],
  ])('%s is refused by name', async (_, change, message) => {
    writeFileSync(join(folder, 'merchant.json'), JSON.stringify({ ...original, ...change }));
    await expect(loadKeys(folder)).rejects.toThrow(message);
  });

  test('the message about a wrong key does not repeat the key', async () => {
    writeFileSync(join(folder, 'merchant.json'), JSON.stringify({ ...original, apiKey: 'a-secret-that-is-too-short' }));
    await expect(loadKeys(folder)).rejects.not.toThrow('a-secret');
  });

  test('serial numbers may be left to the certificates', async () => {
    const { merchantSerial: _, platformSerial: __, ...rest } = original;
    writeFileSync(join(folder, 'merchant.json'), JSON.stringify(rest));
    expect((await loadKeys(folder)).merchantFile).toEqual(original);
  });

  test('a public key without its private half is refused', async () => {
    writeFileSync(join(folder, 'merchant.json'), JSON.stringify(original));
    rmSync(join(folder, 'pubkey.key'));
    await expect(loadKeys(folder)).rejects.toThrow('有 wechat_public_key.pem 而没有 pubkey.key');
  });
});
