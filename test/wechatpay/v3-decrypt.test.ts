import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decrypt, type EncryptedResource } from '../../cloudfunctions/lib/wechatpay/v3/decrypt';
import { certificates, resources } from '../fixtures/wechatpay/v3.json';
import { v3Credentials, v3Resource } from './wechat';

const key = v3Credentials.apiV3Key;
const secret = (text: string) => createSecretKey(Buffer.from(text));

describe('published resources', () => {
  // The last one has a nonce of 16 bytes, which WeChat never sends.
  const taken = resources.filter(({ nonce }) => nonce.length === 12);

  test.each(taken)('$id decrypts', (vector) => {
    const { key: text, nonce, associated_data, ciphertext = vector.expected, plaintext } = vector;
    const resource = { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data, ciphertext };
    const decrypted = decrypt(resource, secret(text));
    const expected = plaintext ?? expect.stringContaining(vector.expectedContains ?? '');
    expect(decrypted).toEqual({ kind: 'plain', text: expected });
  });

  test(`${certificates.id} decrypts to a certificate`, () => {
    const resource = certificates.response.data[0]?.encrypt_certificate ?? {};
    expect(decrypt(resource, secret(certificates.apiv3Key))).toMatchObject({
      kind: 'plain',
      text: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
    });
  });

  test('a nonce of 16 bytes is refused', () => {
    const { nonce, associated_data, expected } = resources.find((vector) => vector.nonce.length === 16) ?? {};
    const resource = { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data, ciphertext: expected };
    expect(decrypt(resource, secret('0123456789abcdef0123456789abcdef')).kind).toBe('malformed');
  });
});

const plain = '{"out_trade_no":"20260820ABCDEFGHJKLMNPQRSTUV","attach":"红富士🍎"}';
const resource = v3Resource(plain);
const bytes = Buffer.from(resource.ciphertext, 'base64');

describe('a resource made by another library decrypts', () => {
  test.each<[string, EncryptedResource]>([
    ['as WeChat sends it', resource],
    ['with empty associated data', v3Resource(plain, { associatedData: '' })],
    ['without associated data', { ...v3Resource(plain, { associatedData: '' }), associated_data: undefined }],
    ['with Chinese associated data', v3Resource(plain, { associatedData: '支付' })],
    ['with fields nobody knew of', { ...resource, extra: 1 }],
  ])('%s', (_, encrypted) => {
    expect(decrypt(encrypted, key)).toEqual({ kind: 'plain', text: plain });
  });
});

const tampered: [string, EncryptedResource][] = [];
for (let i = 0; i < bytes.length; i++) {
  const changed = Buffer.from(bytes);
  changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
  const part = i < bytes.length - 16 ? 'text' : 'tag';
  tampered.push([`byte ${i}, of the ${part}, changed`, { ...resource, ciphertext: changed.toString('base64') }]);
}
for (const length of [1, 4, 8, 12, 13, 14, 15]) {
  const cut = bytes.subarray(0, bytes.length - 16 + length);
  tampered.push([`the tag cut to ${length} bytes`, { ...resource, ciphertext: cut.toString('base64') }]);
}
tampered.push(
  ['another nonce', { ...resource, nonce: 'fdasflkja485' }],
  ['other associated data', { ...resource, associated_data: 'refund' }],
  ['no associated data', { ...resource, associated_data: undefined }],
  ['a byte more', { ...resource, ciphertext: Buffer.concat([bytes, Buffer.from([0])]).toString('base64') }],
  ['a byte less in front', { ...resource, ciphertext: bytes.subarray(1).toString('base64') }],
  ['another key', v3Resource(plain, { key: 'x'.repeat(32) })],
);

describe(`[S3] [T15] a resource is undecipherable (${tampered.length} vectors)`, () => {
  test.each(tampered)('%s', (_, encrypted) => {
    expect(decrypt(encrypted, key)).toMatchObject({ kind: 'undecipherable', reason: expect.stringContaining('APIv3') });
  });
});

describe('[S3] [T15] a resource is malformed', () => {
  test.each<[string, EncryptedResource]>([
    ['another algorithm', { ...resource, algorithm: 'AES_256_GCM' }],
    ['SM4', { ...resource, algorithm: 'AEAD_SM4_GCM' }],
    ['no algorithm', { ...resource, algorithm: undefined }],
    ['no ciphertext', { ...resource, ciphertext: undefined }],
    ['no nonce', { ...resource, nonce: undefined }],
    ['a nonce of 11 bytes', { ...resource, nonce: 'fdasflkja48' }],
    ['a nonce of 13 bytes', { ...resource, nonce: 'fdasflkja4841' }],
    ['a nonce of 12 characters and more bytes', { ...resource, nonce: 'fdasflkja48中' }],
    ['an empty nonce', { ...resource, nonce: '' }],
    ['associated data that is no text', { ...resource, associated_data: {} }],
    ['a ciphertext of a tag alone', { ...resource, ciphertext: bytes.subarray(0, 16).toString('base64') }],
    ['an empty ciphertext', { ...resource, ciphertext: '' }],
    ['a ciphertext in the URL alphabet', { ...resource, ciphertext: bytes.toString('base64url') }],
    ['a ciphertext with a line end', { ...resource, ciphertext: `${resource.ciphertext}\n` }],
    ['a ciphertext with junk that decoders skip', { ...resource, ciphertext: `!!${resource.ciphertext}` }],
    ['nothing', {}],
  ])('%s', (_, encrypted) => {
    expect(decrypt(encrypted, key).kind).toBe('malformed');
  });
});
