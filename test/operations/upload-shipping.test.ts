import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as cloud from 'wx-server-sdk';
import { createUploadShipping } from '../../cloudfunctions/lib/cloudbase/create-upload-shipping';
import type { Shipment, ShippingInfo } from '../../cloudfunctions/lib/payment/shipment';

const info = (changes: Partial<ShippingInfo> = {}): ShippingInfo => ({
  transactionId: '4200000000000000000000000001',
  openid: 'oBuyerA',
  itemDescription: '红富士苹果 等 3 种',
  shipment: { logisticsType: 2 },
  uploadedAt: Date.UTC(2026, 11, 10, 2, 0, 0, 120),
  ...changes,
});

async function uploaded(one: ShippingInfo, fails?: object): Promise<object | undefined> {
  let content: object | undefined;
  const upload = createUploadShipping(() => ({
    async uploadShippingInfo(given) {
      content = given;
      if (fails) throw fails;
    },
  }));
  await upload(one);
  return content;
}

describe('what WeChat is told about goods', () => {
  test('is the payment, the payer, what was sent and when', async () => {
    expect(await uploaded(info())).toEqual({
      orderKey: { orderNumberType: 2, transactionId: '4200000000000000000000000001' },
      logisticsType: 2,
      deliveryMode: 1,
      shippingList: [{ itemDesc: '红富士苹果 等 3 种' }],
      uploadTime: '2026-12-10T02:00:00.120Z',
      payer: { openid: 'oBuyerA' },
    });
  });

  test.each<[Shipment, object]>([
    [
      { logisticsType: 1, trackingNo: 'SF1', expressCompany: 'SF', receiverContact: '139****1234' },
      { trackingNo: 'SF1', expressCompany: 'SF', contact: { receiverContact: '139****1234' } },
    ],
    [
      { logisticsType: 1, trackingNo: 'ZTO1', expressCompany: 'ZTO' },
      { trackingNo: 'ZTO1', expressCompany: 'ZTO' },
    ],
    [{ logisticsType: 3 }, {}],
    [{ logisticsType: 4 }, {}],
  ])('is how they travel: %j', async (shipment, parcel) => {
    expect(await uploaded(info({ shipment }))).toMatchObject({
      logisticsType: shipment.logisticsType,
      shippingList: [{ itemDesc: '红富士苹果 等 3 种', ...parcel }],
    });
  });

  test('has 120 characters at most, none of them cut in half', async () => {
    expect(await uploaded(info({ itemDescription: '🍎'.repeat(200) }))).toMatchObject({
      shippingList: [{ itemDesc: '🍎'.repeat(120) }],
    });
  });
});

test.each([10060002, 10060003, 10060023])(
  '[T30] that WeChat knows already (%i) is as good as told',
  async (errCode) => {
    await expect(uploaded(info(), { errCode, errMsg: 'x' })).resolves.toBeDefined();
  },
);

test.each([
  ['the payment is not known there yet', { errCode: 10060001 }],
  ['the payment cannot be shipped', { errCode: 10060004 }],
  ['the permission is missing', { errCode: -604101 }],
  ['the connection broke', new Error('ECONNRESET')],
])('is an error when %s', async (_name, error) => {
  await expect(uploaded(info(), error)).rejects.toBe(error);
});

test('the function may ask for exactly what it asks for', () => {
  const file = join(__dirname, '../../cloudfunctions/backoffice/config.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    permissions: { openapi: ['wxa.sec.order.uploadShippingInfo'] },
    triggers: [{ name: 'every-minute', type: 'timer', config: '0 * * * * * *' }],
  });
  expect(typeof cloud.openapi.wxa.sec.order.uploadShippingInfo).toBe('function');
});
