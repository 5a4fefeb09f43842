import { createDecipheriv, createVerify, publicEncrypt } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Json, TestGateway } from './gateway';
import type { ReceivedNotification } from './merchant-server';
import { otherMerchant } from './other-merchant';
import { paidOrder } from './refunds';

const path = '/v3/profitsharing';
const shop = { type: 'MERCHANT_ID', account: otherMerchant.mchid };
const partner = { type: 'PERSONAL_OPENID', account: 'oPartner' };
const toShop = (amount = 100): Json => ({ ...shop, amount, description: '分给商户' });
const toPartner = (amount = 100): Json => ({ ...partner, amount, description: '分给个人' });

/** What a merchant asks who shares payments, with the other merchant and a user. */
export function profitSharing(gateway: () => TestGateway) {
  let numbers = 0;
  const later = (advanceSeconds: number) => gateway().control('clock', { advanceSeconds });
  const sealed = (text: string) =>
    publicEncrypt({ key: gateway().key('platform.pem'), oaepHash: 'sha1' }, Buffer.from(text)).toString('base64');
  const post = (target: string, body: Json) =>
    gateway().v3('POST', path + target, body, { 'wechatpay-serial': gateway().merchant.platformSerial });
  const get = async (target: string) => (await gateway().v3('GET', path + target)).body;

  async function addReceivers() {
    const { appid } = gateway().merchant;
    await post('/receivers/add', { appid, ...shop, name: sealed('水果店'), relation_type: 'STORE' });
    await post('/receivers/add', { appid, ...partner, relation_type: 'PARTNER' });
  }

  return {
    ...{ shop, toShop, toPartner, later, sealed, post, get, addReceivers },
    /** The number of the last share or return. */
    lastNumber: () => numbers,
    /** An order of 1280 fen, made to be shared and paid a minute ago. */
    async sharable(changes: Json = { settle_info: { profit_sharing: true } }) {
      const order = await paidOrder(gateway(), 'v3', changes);
      await later(60);
      return order;
    },
    share: (transaction_id: string, receivers: Json[], fields: Json = {}) =>
      post('/orders', {
        appid: gateway().merchant.appid,
        transaction_id,
        out_order_no: `S${++numbers}`,
        receivers,
        unfreeze_unsplit: false,
        ...fields,
      }),
    unsplit: async (transactionId: string) => (await get(`/transactions/${transactionId}/amounts`)).unsplit_amount,
    giveBack: (share: Json, fields: Json = {}) =>
      post('/return-orders', {
        order_id: share.order_id,
        out_return_no: `R${++numbers}`,
        return_mchid: otherMerchant.mchid,
        amount: 40,
        description: '退货',
        ...fields,
      }),
    /** A notification to the receiver, verified and decrypted by hand with his key. */
    opened({ headers, body }: ReceivedNotification) {
      const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
      const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64');
      expect(createVerify('sha256').update(text).verify(gateway().key('platform.pem'), signature)).toBe(true);
      const { event_type, summary, resource } = JSON.parse(body);
      const { ciphertext, nonce, associated_data, original_type } = resource;
      const bytes = Buffer.from(ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', otherMerchant.apiV3Key, nonce);
      decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
      return { event_type, summary, original_type, resource: JSON.parse(plain) };
    },
  };
}
