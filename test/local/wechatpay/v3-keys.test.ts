import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { paidOrder } from './support/refunds';

type Answer = Awaited<ReturnType<TestGateway['v3']>>;
type Headers = Record<string, string>;

function verifies(headers: Headers, text: string, pem: string | Buffer): boolean {
  const signed = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${text}\n`;
  return Rsa.verify(signed, headers['wechatpay-signature'] as string, pem);
}

/** The certificates of an answer, opened with the APIv3 key by another library. */
function certificatesIn({ body }: Answer, apiV3Key: string): { serial: string; pem: string }[] {
  return (body.data as { serial_no: string; encrypt_certificate: Record<string, string> }[]).map((entry) => {
    const { ciphertext, nonce, associated_data } = entry.encrypt_certificate as Record<string, string>;
    const pem = Aes.AesGcm.decrypt(ciphertext as string, apiV3Key, nonce as string, associated_data);
    return { serial: entry.serial_no, pem };
  });
}

describe('a second platform certificate', () => {
  let gateway: TestGateway;
  let merchant: Awaited<ReturnType<typeof startMerchantServer>>;
  let asked: (Json & { status: number })[];
  let rotated: Json;
  beforeAll(async () => {
    [gateway, merchant] = await Promise.all([startGateway(), startMerchantServer()]);
    asked = await Promise.all([1, 2].map(() => gateway.control('keys', { rotate: 'certificate' })));
    rotated = asked.find(({ status }) => status === 200) as Json;
  });
  afterAll(() => Promise.all([gateway.close(), merchant.close()]));
  const certificates = (headers?: Headers) => gateway.v3('GET', '/v3/certificates', undefined, headers);
  const serials = () => (rotated.certificates as { serial: string }[]).map(({ serial }) => serial);

  test('is given beside the first, and signs from then on', async () => {
    const [first, second] = serials() as [string, string];
    expect(first).toBe(gateway.merchant.platformSerial);
    const answer = await certificates();
    const given = certificatesIn(answer, gateway.merchant.apiV3Key);
    expect(given.map(({ serial }) => serial)).toEqual([second, first]);
    expect(answer.headers['wechatpay-serial']).toBe(second);
    expect(verifies(answer.headers, answer.text, given[0]?.pem as string)).toBe(true);
  });

  test('is made once, though two ask for it at the same time', () => {
    expect(asked.map(({ status }) => status).sort()).toEqual([200, 409]);
    const files = readdirSync(join(gateway.folder, 'keys')).filter((name) => name.startsWith('platform'));
    expect(files.sort()).toEqual(['platform-2.key', 'platform-2.pem', 'platform.key', 'platform.pem']);
  });

  test('signs notifications', async () => {
    await paidOrder(gateway, 'v3', { notify_url: merchant.url });
    const [{ headers, body }] = (await merchant.hears(1)) as [{ headers: Headers; body: string }];
    expect(headers['wechatpay-serial']).toBe(serials()[1]);
    expect(verifies(headers, body, gateway.key('platform-2.pem'))).toBe(true);
  });

  test.each([
    ['the first', 0, 'platform.pem'],
    ['the second', 1, 'platform-2.pem'],
  ])('leaves it to a request to ask for %s', async (_, index, pem) => {
    const serial = serials()[index] as string;
    const answer = await certificates({ 'wechatpay-serial': serial });
    expect(answer.headers['wechatpay-serial']).toBe(serial);
    expect(verifies(answer.headers, answer.text, gateway.key(pem))).toBe(true);
  });

  test('is the last one, and survives a restart and a reset', async () => {
    expect(await gateway.control('keys', { rotate: 'certificate' })).toMatchObject({
      status: 409,
      error: { code: 'TWO_CERTIFICATES' },
    });
    await gateway.control('reset');
    await gateway.restart();
    const { status: _, ...before } = rotated;
    expect(await gateway.control('keys', undefined, 'GET')).toMatchObject(before);
  });
});

describe('the move to the public key', () => {
  let gateway: TestGateway;
  let merchant: Awaited<ReturnType<typeof startMerchantServer>>;
  beforeAll(async () => {
    [gateway, merchant] = await Promise.all([startGateway(), startMerchantServer()]);
    merchant.answers(204);
  });
  afterEach(async () => {
    await gateway.control('reset');
    merchant.received.length = 0;
  });
  afterAll(() => Promise.all([gateway.close(), merchant.close()]));

  const share = async () => (await gateway.control('keys', undefined, 'GET')).publicKeyShare;

  test('takes seven virtual days', async () => {
    expect(await share()).toBe(0);
    expect(await gateway.control('keys', { rotate: 'publicKey' })).toMatchObject({
      keyMode: 'mixed',
      publicKeyId: gateway.merchant.publicKeyId,
      publicKeyShare: 0.001,
    });
    const shares: unknown[] = [await share()];
    for (let day = 1; day < 8; day += 1) {
      await gateway.control('clock', { advanceSeconds: 86_400 });
      shares.push(await share());
    }
    expect(shares).toEqual([0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 1, 1]);
    expect(await gateway.control('keys', { rotate: 'publicKey' })).toMatchObject({
      status: 409,
      error: { code: 'MOVED_ALREADY' },
    });
    await gateway.control('reset');
    expect(await gateway.control('keys', undefined, 'GET')).toMatchObject({
      keyMode: 'certificate',
      publicKeyShare: 0,
    });
  });

  test.each([
    [4, 2],
    [5, 5],
    [6, 10],
  ])('signs on day %i so many of ten notifications with the public key: %i', async (day, count) => {
    await gateway.control('keys', { rotate: 'publicKey' });
    await gateway.control('clock', { advanceSeconds: day * 86_400 });
    for (let order = 0; order < 10; order += 1) await paidOrder(gateway, 'v3', { notify_url: merchant.url });
    const received = (await merchant.hears(10)) as unknown as { headers: Headers; body: string }[];
    const { publicKeyId } = gateway.merchant;
    const moved = received.filter(({ headers }) => headers['wechatpay-serial'] === publicKeyId);
    expect(moved).toHaveLength(count);
    for (const { headers, body } of received) {
      const pem = headers['wechatpay-serial'] === publicKeyId ? 'wechat_public_key.pem' : 'platform.pem';
      expect(verifies(headers, body, gateway.key(pem))).toBe(true);
    }
  });

  test('leaves the platform certificates where they can be fetched', async () => {
    await gateway.control('keys', { rotate: 'publicKey' });
    expect(await gateway.v3('GET', '/v3/certificates')).toMatchObject({ status: 200 });
  });

  test.each([
    ['nothing', {}, 'rotate 应为 certificate 或 publicKey'],
    ['a key nobody knows', { rotate: 'tls' }, 'rotate 应为 certificate 或 publicKey'],
    ['a parameter nobody knows', { rotate: 'publicKey', days: 7 }, '没有名为 days 的参数。可用的有：rotate'],
  ])('is asked for by name: %s is refused', async (_, body, message) => {
    expect(await gateway.control('keys', body)).toMatchObject({ status: 400, error: { message } });
  });
});

test('merchant.json can say that the merchant is moving, or has moved', async () => {
  const [moving, moved] = await Promise.all([
    startGateway({ merchantFile: { keyMode: 'mixed' } }),
    startGateway({ merchantFile: { keyMode: 'publicKey' } }),
  ]);
  expect(await moving.control('keys', undefined, 'GET')).toMatchObject({ keyMode: 'mixed', publicKeyShare: 0.001 });
  await moving.control('clock', { advanceSeconds: 5 * 86_400 });
  expect(await moving.control('keys', undefined, 'GET')).toMatchObject({ keyMode: 'mixed', publicKeyShare: 0.5 });
  expect(await moved.control('keys', undefined, 'GET')).toMatchObject({ keyMode: 'publicKey', publicKeyShare: 1 });
  expect(await moved.control('keys', { rotate: 'certificate' })).toMatchObject({
    status: 409,
    error: { code: 'PUBLIC_KEY_ONLY' },
  });
  await Promise.all([moving.close(), moved.close()]);
});
