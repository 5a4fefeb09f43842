import { createDecipheriv } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { Rsa } from 'wechatpay-axios-plugin';
import { axiosPlugin } from './support/axios-plugin';
import type { Json, TestGateway } from './support/gateway';
import { authorization } from './support/sign';
import { useGateway } from './support/use-gateway';

const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
const gateway = useGateway({ merchantFile: { others: { subMerchants: [sub] } } });

const jsapi = '/v3/pay/transactions/jsapi';
const byNumber = (order: Json) =>
  `/v3/pay/transactions/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`;
const close = (order: Json) =>
  gateway.v3('POST', `/v3/pay/transactions/out-trade-no/${order.out_trade_no}/close`, {
    mchid: gateway.merchant.mchid,
  });

type Answer = Awaited<ReturnType<TestGateway['v3']>>;
const verifies = ({ headers, text }: Answer, publicKey: Buffer) =>
  Rsa.verify(
    `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${text}\n`,
    headers['wechatpay-signature'] as string,
    publicKey,
  );

test('wechatpay-axios-plugin verifies with the public key when it asks for it', async () => {
  const certs = { [gateway.merchant.publicKeyId]: gateway.key('wechat_public_key.pem') };
  const headers = { 'Wechatpay-Serial': gateway.merchant.publicKeyId };
  const ordered = await axiosPlugin(gateway, { certs })
    .chain('v3/pay/transactions/jsapi')
    .post(gateway.v3Order(), { headers });
  expect(ordered.status).toBe(200);
});

describe('an answer', () => {
  test('is signed with the key that the request names, whatever the case', async () => {
    for (const [serial, key] of [
      [gateway.merchant.publicKeyId.toLowerCase(), 'wechat_public_key.pem'],
      [gateway.merchant.platformSerial.toLowerCase(), 'platform.pem'],
    ] as const) {
      const answer = await gateway.v3('POST', jsapi, gateway.v3Order(), { 'wechatpay-serial': serial });
      expect(answer.headers['wechatpay-serial']?.toLowerCase()).toBe(serial);
      expect(verifies(answer, gateway.key(key))).toBe(true);
    }
  });

  test('without a body is signed over an empty one', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', jsapi, order);
    const answer = await close(order);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(verifies(answer, gateway.key('platform.pem'))).toBe(true);
  });

  test('that refuses is signed too, once it is certain who asks', async () => {
    const answer = await gateway.v3('GET', byNumber({ out_trade_no: 'T00000000' }));
    expect(answer).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_EXIST', message: '订单不存在' } });
    expect(answer.headers['request-id']).toMatch(/^[0-9A-F]+-268512771$/);
    expect(verifies(answer, gateway.key('platform.pem'))).toBe(true);
  });

  test('to a request that names a key nobody has is refused', async () => {
    const answer = await gateway.v3('POST', jsapi, gateway.v3Order(), { 'wechatpay-serial': 'PUB_KEY_ID_0' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message: '平台证书序列号Wechatpay-Serial错误' },
    });
  });

  test('to a wrong method has no body', async () => {
    expect(await gateway.v3('GET', jsapi)).toMatchObject({ status: 405, text: '' });
  });
});

describe('querying', () => {
  test('an unpaid order has neither payer nor transaction', async () => {
    const order = gateway.v3Order({ attach: '店 1' });
    await gateway.v3('POST', jsapi, order);
    expect((await gateway.v3('GET', byNumber(order))).body).toEqual({
      amount: { payer_currency: 'CNY', total: 1280 },
      appid: gateway.merchant.appid,
      mchid: gateway.merchant.mchid,
      attach: '店 1',
      out_trade_no: order.out_trade_no,
      promotion_detail: [],
      scene_info: { device_id: '' },
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
    });
  });

  test('a paid order tells everything about the payment', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', jsapi, order);
    const { transactionId } = await gateway.control('pay', { outTradeNo: order.out_trade_no });
    expect((await gateway.v3('GET', byNumber(order))).body).toMatchObject({
      amount: { currency: 'CNY', payer_currency: 'CNY', payer_total: 1280, total: 1280 },
      bank_type: 'OTHERS',
      payer: { openid: 'oBuyer' },
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      trade_type: 'JSAPI',
      transaction_id: transactionId,
    });
  });

  test('an order made by API v2 is found as well', async () => {
    const order = gateway.v2Order();
    await gateway.v2('/pay/unifiedorder', order);
    expect(await gateway.v3('GET', byNumber(order))).toMatchObject({ status: 200, body: { trade_state: 'NOTPAY' } });
  });

  test.each([
    [
      'no mchid',
      (no: string) => `/v3/pay/transactions/out-trade-no/${no}`,
      '输入源“/query/mchid”映射到字段“商户号”必填性规则校验失败，此字段为必填项',
    ],
    [
      'more than the mchid',
      (no: string) => `/v3/pay/transactions/out-trade-no/${no}?mchid=1&x=1`,
      '请求中含有未在API文档中定义的参数',
    ],
    [
      'a number of 35 characters',
      () => `/v3/pay/transactions/out-trade-no/${'T'.repeat(35)}?mchid=1`,
      '输入源“/uri_template/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 35，大于最大值 32',
    ],
  ])('%s is refused', async (_, target, message) => {
    const answer = await gateway.v3('GET', target('T00000000'));
    expect(answer).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', message } });
  });

  test('the body of a GET is neither signed nor read', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', jsapi, order);
    const target = byNumber(order);
    const status = await new Promise((resolve, reject) => {
      const headers = {
        accept: '*/*',
        'user-agent': 'test',
        authorization: authorization(gateway.signer, 'GET', target, ''),
      };
      request(gateway.url + target, { headers: { ...headers, 'content-length': '2' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end('{}');
    });
    expect(status).toBe(200);
  });
});

describe('closing', () => {
  test('can be repeated, and is not possible once paid', async () => {
    const [open, paid] = [gateway.v3Order(), gateway.v3Order()];
    await gateway.v3('POST', jsapi, open);
    await gateway.v3('POST', jsapi, paid);
    expect((await close(open)).status).toBe(204);
    expect((await close(open)).status).toBe(204);
    await gateway.control('pay', { outTradeNo: paid.out_trade_no });
    expect(await close(paid)).toMatchObject({ status: 400, body: { code: 'ORDER_PAID', message: '订单已支付' } });
    expect(await close({ out_trade_no: 'T99999999' })).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
  });
});

describe('a service provider', () => {
  const partnerOrder = (change: Json = {}) => {
    const { appid, mchid, payer: _, ...order } = gateway.v3Order();
    return { sp_appid: appid, sp_mchid: mchid, sub_mchid: sub.mchid, ...order, payer: { sp_openid: 'oSp' }, ...change };
  };
  const path = '/v3/pay/partner/transactions';

  test('orders, queries and closes in the name of a sub-merchant', async () => {
    const order = partnerOrder({ sub_appid: sub.appids[0], payer: { sub_openid: 'oSub' } }) as Json;
    expect(await gateway.v3('POST', `${path}/jsapi`, order)).toMatchObject({ status: 200 });
    const query = `sp_mchid=${gateway.merchant.mchid}&sub_mchid=${sub.mchid}`;
    const { transactionId } = await gateway.control('pay', { outTradeNo: order.out_trade_no, openid: 'oSub' });
    for (const number of [`out-trade-no/${order.out_trade_no}`, `id/${transactionId}`]) {
      expect((await gateway.v3('GET', `${path}/${number}?${query}`)).body).toMatchObject({
        sp_appid: gateway.merchant.appid,
        sp_mchid: gateway.merchant.mchid,
        sub_appid: sub.appids[0],
        sub_mchid: sub.mchid,
        payer: { sub_openid: 'oSub' },
        trade_state: 'SUCCESS',
      });
    }
    const another = partnerOrder() as Json;
    await gateway.v3('POST', `${path}/jsapi`, another);
    const closing = { sp_mchid: gateway.merchant.mchid, sub_mchid: sub.mchid };
    const closed = await gateway.v3('POST', `${path}/out-trade-no/${another.out_trade_no}/close`, closing);
    expect(closed.status).toBe(204);
  });

  test.each<[string, Json, Json]>([
    ['a sub-merchant of somebody else', { sub_mchid: '1900000110' }, { code: 'NO_AUTH', message: '受理关系不存在' }],
    ['a sub_appid of somebody else', { sub_appid: 'wx1' }, { code: 'APPID_MCHID_NOT_MATCH' }],
    ['no payer', { payer: {} }, { code: 'PARAM_ERROR', message: 'JSAPI支付必须传openid' }],
    ['a sub_openid without sub_appid', { payer: { sub_openid: 'o' } }, { code: 'PARAM_ERROR' }],
    ['the names of an ordinary merchant', { appid: 'wx1' }, { message: '请求中含有未在API文档中定义的参数' }],
  ])('%s is refused', async (_, change, body) => {
    expect(await gateway.v3('POST', `${path}/jsapi`, partnerOrder(change))).toMatchObject({ body });
  });

  test('cannot sell for himself', async () => {
    const answer = await gateway.v3('POST', `${path}/jsapi`, partnerOrder({ sub_mchid: gateway.merchant.mchid }));
    expect(answer).toMatchObject({ status: 400, body: { message: '子商户mchid不能与自身mchid相同' } });
  });
});

describe('the platform certificate', () => {
  test('comes encrypted with the APIv3 key, and verifies the answer it came in', async () => {
    const answer = await gateway.v3('GET', '/v3/certificates');
    const [entry] = answer.body.data as [{ serial_no: string; encrypt_certificate: Record<string, string> }];
    expect(entry.serial_no).toBe(gateway.merchant.platformSerial);
    const { ciphertext, nonce, associated_data } = entry.encrypt_certificate;
    const sealed = Buffer.from(ciphertext as string, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', gateway.merchant.apiV3Key, nonce as string, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(associated_data as string));
    decipher.setAuthTag(sealed.subarray(-16));
    const pem = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    expect(pem.toString()).toBe(gateway.key('platform.pem').toString());
    expect(verifies(answer, pem)).toBe(true);
  });

  test('is not given to a client that does not say who it is', async () => {
    const answer = await gateway.v3('GET', '/v3/certificates', undefined, { accept: '' });
    expect(answer).toMatchObject({ status: 400, body: { message: 'Http头缺少Accept或User-Agent' } });
    expect(answer.headers['wechatpay-signature']).toBeUndefined();
  });
});

describe('a merchant who has the public key only', () => {
  const modern = useGateway({ merchantFile: { keyMode: 'publicKey' } });

  test('gets every answer signed with it, and no certificate', async () => {
    const answer = await modern.v3('GET', '/v3/certificates');
    expect(answer).toMatchObject({
      status: 404,
      body: {
        code: 'RESOURCE_NOT_EXISTS',
        message:
          '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196',
      },
    });
    expect(answer.headers['wechatpay-serial']).toBe(modern.merchant.publicKeyId);
    expect(verifies(answer, modern.key('wechat_public_key.pem'))).toBe(true);
  });
});

describe('a merchant who is changing keys', () => {
  const changing = useGateway({ merchantFile: { keyMode: 'mixed' } });

  test('gets answers signed with the one and the other', async () => {
    const serials = new Set<string | undefined>();
    for (let count = 0; count < 4; count += 1) {
      serials.add((await changing.v3('GET', '/v3/certificates')).headers['wechatpay-serial']);
    }
    expect(serials).toEqual(new Set([changing.merchant.platformSerial, changing.merchant.publicKeyId]));
  });
});
