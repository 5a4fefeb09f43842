import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Hash } from 'wechatpay-axios-plugin';
import { type Fields, type Json, startGateway, type TestGateway } from './support/gateway';
import { v2OverTls } from './support/refunds';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    merchantFile: { others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] } },
  });
});
afterAll(() => gateway.close());

const later = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });
const faceCode = async (buyer: Json = { openid: 'oBuyer' }) =>
  String((await gateway.control('paycode', { kind: 'face', ...buyer })).faceCode);
const order = (fields: Fields = {}): Fields => {
  const { notify_url: _, trade_type: __, ...rest } = gateway.v2Order({ sign_type: 'HMAC-SHA256', ...fields });
  return rest;
};
const pay = (fields: Fields) => gateway.v2('/pay/facepay', fields);
const number = ({ out_trade_no }: Fields): Fields => ({ out_trade_no: out_trade_no as string });
const query = (asked: Fields) => gateway.v2('/pay/facepayquery', number(asked));
const reverse = (fields: Fields) => v2OverTls(gateway, '/secapi/pay/facepayreverse', fields);

test('a device asks for what its program needs', async () => {
  const device = { store_id: 'IMG001', store_name: '苹果店', device_id: 'DEV001', rawdata: 'cmF3ZGF0YQ==' };
  const asked = { ...device, now: 1_700_000_000, version: '1', sign_type: 'MD5' };
  const answer = await gateway.v2('/face/get_wxpayface_authinfo', asked);
  expect(answer).toMatchObject({
    return_code: 'SUCCESS',
    appid: gateway.merchant.appid,
    mch_id: gateway.merchant.mchid,
    authinfo: expect.stringMatching(/^[A-Za-z0-9+/=]{128}$/),
    expires_in: '3600',
  });
  expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
  expect(await gateway.v2('/face/get_wxpayface_authinfo', { ...asked, version: '2' })).toEqual({
    return_code: 'FAIL',
    return_msg: '输入源“/body/xml/version”映射到值字段“版本号”字符串规则校验失败，字符串必须匹配正则表达式“^1$”',
  });
});

describe('paying with the face', () => {
  test('takes the money at once, however much it is; nothing else finds the order as its own', async () => {
    const asked = order({ face_code: await faceCode(), total_fee: 100_001 });
    const answer = await pay(asked);
    expect(answer).toMatchObject({
      result_code: 'SUCCESS',
      trade_type: 'FACEPAY',
      openid: 'oBuyer',
      total_fee: '100001',
      transaction_id: expect.stringMatching(/^4200\d{24}$/),
    });
    expect(Hash.sign('HMAC-SHA256', answer, gateway.merchant.apiKey)).toBe(answer.sign);
    expect(await query(asked)).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'FACEPAY' });
    expect(await gateway.v2('/pay/closeorder', number(asked))).toMatchObject({ err_code: 'INVALID_REQUEST' });
    await later(15);
    expect(await v2OverTls(gateway, '/secapi/pay/reverse', number(asked))).toMatchObject({ err_code: 'TRADE_ERROR' });
    expect(await reverse(number(asked))).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
    expect(await query(asked)).toMatchObject({ trade_state: 'REVOKED' });
  });

  test('a face the gateway does not know is the one that is said', async () => {
    expect(await pay(order({ face_code: 'b713b5d2-666c-48', openid: 'oStranger' }))).toMatchObject({
      result_code: 'SUCCESS',
      openid: 'oStranger',
    });
  });

  test('a service provider takes it for a sub-merchant', async () => {
    const sub = { sub_mch_id: '1900000109', sub_appid: 'wxsub0000000000001' };
    const face_code = await faceCode({ openid: 'oBuyer', subOpenid: 'oSub' });
    const asked = order({ ...sub, face_code });
    expect(await pay(asked)).toMatchObject({ result_code: 'SUCCESS', sub_openid: 'oSub', sub_mch_id: '1900000109' });
    expect(await query(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
    expect(await gateway.v2('/pay/facepayquery', { ...number(asked), ...sub })).toMatchObject({
      trade_state: 'SUCCESS',
    });
  });

  test.each<[string, string, () => Promise<Fields>]>([
    ['PARAM_ERROR', 'face_code业务信息不匹配', async () => ({ face_code: await faceCode(), openid: 'oOther' })],
    [
      'PARAM_ERROR',
      'face_code业务信息不匹配',
      async () => ({ face_code: await faceCode({ openid: 'oBuyer', subOpenid: 'oSub' }), sub_openid: 'oOther' }),
    ],
    ['PARAM_ERROR', '缺少参数openid', async () => ({ face_code: await faceCode(), openid: '' })],
    ['NOTENOUGH', '余额不足', async () => ({ face_code: await faceCode({ openid: 'oBuyer', balance: 0 }) })],
    [
      'AUTH_CODE_ERROR',
      '每个二维码仅限使用一次，请刷新再试',
      async () => {
        const face_code = await faceCode();
        await pay(order({ face_code }));
        return { face_code };
      },
    ],
    [
      'AUTHCODEEXPIRE',
      '二维码已过期，请用户在微信上刷新后再试',
      async () => {
        const face_code = await faceCode();
        await later(60);
        return { face_code };
      },
    ],
  ])('is refused with %s: %s', async (err_code, err_code_des, fields) => {
    expect(await pay(order(await fields()))).toMatchObject({ result_code: 'FAIL', err_code, err_code_des });
  });

  test('MD5 does not do', async () => {
    expect(await pay(order({ face_code: await faceCode(), sign_type: 'MD5' }))).toEqual({
      return_code: 'FAIL',
      return_msg: 'sign_type参数格式错误，应为 HMAC-SHA256',
    });
  });
});

test('the query of faces finds no other order, and neither does its reversal', async () => {
  const asked = gateway.v2Order();
  await gateway.v2('/pay/unifiedorder', asked);
  expect(await query(asked)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
  expect(await reverse(number(asked))).toMatchObject({ err_code: 'TRADE_ERROR' });
});
