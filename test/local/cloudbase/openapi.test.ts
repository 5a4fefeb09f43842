import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payment } from '../../../local/cloudbase/openapi/payment';
import { startCloud, type TestCloud } from './start-cloud';

let cloud: TestCloud;
let payment: Payment & { mchid: string; outTradeNo: string };
beforeAll(async () => {
  cloud = await startCloud({
    findPayment(key) {
      const same =
        'transactionId' in key
          ? key.transactionId === payment.transactionId
          : key.mchid === payment.mchid && key.outTradeNo === payment.outTradeNo;
      return same ? payment : undefined;
    },
  });
});
afterAll(() => cloud.close());

let number = 0;
let transactionId: string;
let outTradeNo: string;
beforeEach(() => {
  number += 1;
  transactionId = `4200000000202601010000${String(number).padStart(6, '0')}`;
  outTradeNo = `T${String(number).padStart(9, '0')}`;
  payment = { transactionId, mchid: '1900000001', outTradeNo, payers: ['oBuyer'], shippable: true };
});

/** As a function of the product writes it: the SDK turns the names into WeChat's. */
const content = (changes: object = {}) => ({
  orderKey: { orderNumberType: 2, transactionId },
  logisticsType: 4,
  deliveryMode: 1,
  shippingList: [{ itemDesc: '苹果 500 克 *2' }],
  uploadTime: '2026-01-31T12:00:00.120+08:00',
  payer: { openid: 'oBuyer' },
  ...changes,
});
const upload = async (changes: object = {}, name = 'shipper') =>
  (await cloud.call(name, { content: content(changes) })).result as { errCode: number; errMsg: string };
const shipping = async () =>
  ((await cloud.send('GET', '/_control/shipping')).json as { shipping: Record<string, unknown>[] }).shipping;
const api = 'openapi.wxa.sec.order.uploadShippingInfo';
const failed = (errCode: number, words: string) => ({ errCode, errMsg: expect.stringContaining(words) });

describe('cloud.openapi.wxa.sec.order.uploadShippingInfo', () => {
  test('keeps what was uploaded, where the control shows it', async () => {
    expect(await upload()).toEqual({ errCode: 0, errMsg: `${api}:ok` });
    expect((await shipping()).at(-1)).toEqual({
      at: expect.any(String),
      order_key: { order_number_type: 2, transaction_id: transactionId },
      logistics_type: 4,
      delivery_mode: 1,
      is_all_delivered: true,
      shipping_list: [{ item_desc: '苹果 500 克 *2' }],
      upload_time: '2026-01-31T04:00:00.120Z',
      payer: { openid: 'oBuyer' },
      changed: false,
    });
  });

  test('finds the payment by the shop’s own number too, and takes both for the same', async () => {
    const orderKey = { orderNumberType: 1, mchid: '1900000001', outTradeNo };
    expect(await upload({ orderKey })).toMatchObject({ errCode: 0 });
    expect(await upload()).toEqual(failed(10060023, '发货信息未更新'));
  });

  test('is refused to a function whose config.json does not name it', async () => {
    expect(await upload({}, 'unshipper')).toMatchObject({ errCode: -604101 });
    expect((await shipping()).filter(({ order_key }) => JSON.stringify(order_key).includes(transactionId))).toEqual([]);
  });

  test('outlives a restart', async () => {
    await upload();
    await cloud.restart();
    expect((await shipping()).at(-1)).toMatchObject({ order_key: { transaction_id: transactionId } });
    expect(await upload()).toEqual(failed(10060023, '发货信息未更新'));
  });

  test.each<[string, () => object, number, string]>([
    ['a kind of number nobody knows', () => ({ orderKey: { orderNumberType: 3 } }), 268485194, '订单单号类型非法'],
    ['no transaction id', () => ({ orderKey: { orderNumberType: 2 } }), 268485195, 'transaction_id 字段不能为空'],
    ['no mchid', () => ({ orderKey: { orderNumberType: 1, outTradeNo } }), 268485196, 'mchid 字段不能为空'],
    [
      'no out_trade_no',
      () => ({ orderKey: { orderNumberType: 1, mchid: '1' } }),
      268485197,
      'out_trade_no 字段不能为空',
    ],
    ['no order at all', () => ({ orderKey: undefined }), 47001, 'data format error'],
    ['a list that is none', () => ({ shippingList: {} }), 47001, 'data format error'],
    ['a way of sending nobody knows', () => ({ logisticsType: 5 }), 10060005, '物流类型有误'],
    ['a mode nobody knows', () => ({ deliveryMode: 'UNIFIED_DELIVERY' }), 268485224, '发货模式非法'],
    [
      'two parcels in one',
      () => ({ shippingList: [{ itemDesc: 'a' }, { itemDesc: 'b' }] }),
      268485228,
      '物流信息列表长度必须为 1',
    ],
    ['no goods', () => ({ shippingList: [{}] }), 10060008, 'item_desc 字段不能为空'],
    ['goods of 121 characters', () => ({ shippingList: [{ itemDesc: '果'.repeat(121) }] }), 10060009, '字段太长'],
    ['parts without express', () => ({ deliveryMode: 2, isAllDelivered: true }), 10060006, '不允许分拆发货'],
    ['parts without an end', () => ({ deliveryMode: 2, logisticsType: 1 }), 10060007, '必须填写 is_all_delivered'],
    ['express without a number', () => ({ logisticsType: 1 }), 268485226, '物流单号不能为空'],
    [
      'express without a company',
      () => ({ logisticsType: 1, shippingList: [{ itemDesc: 'a', trackingNo: '1' }] }),
      268485227,
      '物流公司编码不能为空',
    ],
    ['seconds for a time', () => ({ uploadTime: '1767225600' }), 268485216, '请按照 RFC 3339 格式填写'],
    ['a time without an offset', () => ({ uploadTime: '2026-01-31T12:00:00' }), 268485216, '请按照 RFC 3339 格式填写'],
    ['no payer', () => ({ payer: {} }), 10060014, '参数错误'],
    ['somebody else as the payer', () => ({ payer: { openid: 'oOther' } }), 10060031, '不属于 openid 所指定的用户'],
    [
      'a payment nobody made',
      () => ({ orderKey: { orderNumberType: 2, transactionId: '4200' } }),
      10060001,
      '支付单不存在',
    ],
  ])('refuses %s', async (_, changes, errCode, words) => {
    expect(await upload(changes())).toEqual(failed(errCode, words));
  });

  test('refuses a payment that was given back in full', async () => {
    payment.shippable = false;
    expect(await upload()).toEqual(failed(10060004, '支付单处于不可发货的状态'));
  });

  test('lets what was sent be changed once, by a later upload', async () => {
    const later = (hour: number, itemDesc: string) => ({
      uploadTime: `2026-01-31T${hour}:00:00+08:00`,
      shippingList: [{ itemDesc }],
    });
    await upload();
    expect(await upload(later(11, '梨'))).toEqual(failed(10060002, '支付单已完成发货'));
    expect(await upload(later(13, '梨'))).toMatchObject({ errCode: 0 });
    expect((await shipping()).at(-1)).toMatchObject({ shipping_list: [{ item_desc: '梨' }], changed: true });
    expect(await upload(later(14, '桃'))).toEqual(failed(10060003, '支付单已使用重新发货机会'));
  });

  test('collects goods that are sent in parts, fifteen parcels at most', async () => {
    const part = (minute: number, count: number, isAllDelivered = false) => ({
      logisticsType: 1,
      deliveryMode: 2,
      isAllDelivered,
      uploadTime: `2026-01-31T12:${minute}:00+08:00`,
      shippingList: Array.from({ length: count }, (_, n) => ({
        itemDesc: '苹果',
        trackingNo: `SF${minute}${n}`,
        expressCompany: 'SF',
      })),
    });
    expect(await upload(part(10, 16))).toEqual(failed(10060024, '物流信息列表太长'));
    expect(await upload(part(10, 10))).toMatchObject({ errCode: 0 });
    expect((await shipping()).at(-1)).toMatchObject({ is_all_delivered: false });
    expect(await upload(part(20, 6))).toEqual(failed(10060024, '物流信息列表太长'));
    expect(await upload(part(20, 5, true))).toMatchObject({ errCode: 0 });
    const last = (await shipping()).at(-1) as { shipping_list: unknown[] };
    expect(last).toMatchObject({ is_all_delivered: true, changed: false });
    expect(last.shipping_list).toHaveLength(15);
  });
});

test('another API of WeChat says that it is not here', async () => {
  await expect(cloud.run(async ({ cloud: sdk }) => sdk.openapi.security.msgSecCheck({ content: 'a' }))).rejects.toThrow(
    /security\.msgSecCheck is not available locally/,
  );
});

test('a form that is not one of a function’s is refused', async () => {
  const form = new FormData();
  form.set('action', 'wx.openApi');
  form.set('apiName', 'wxa.sec.order.uploadShippingInfo');
  const answer = await fetch(`${cloud.url}/admin`, { method: 'POST', body: form });
  expect(await answer.json()).toMatchObject({ code: 'SIGN_PARAM_INVALID' });
});
