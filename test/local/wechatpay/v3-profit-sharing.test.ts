import { privateDecrypt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, startGateway, type TestGateway } from './support/gateway';
import { startMerchantServer } from './support/merchant-server';
import { otherMerchant } from './support/other-merchant';
import { profitSharing } from './support/profit-sharing';
import { paidOrder } from './support/refunds';

const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
let gateway: TestGateway;
let receiver: Awaited<ReturnType<typeof startMerchantServer>>;
beforeAll(async () => {
  receiver = await startMerchantServer();
  const profitSharing = { notifyUrl: receiver.url };
  gateway = await startGateway({
    merchantFile: { others: { merchants: [{ ...otherMerchant, profitSharing }], subMerchants: [sub] } },
  });
  await addReceivers();
});
afterEach(() => {
  receiver.received.length = 0;
});
afterAll(() => Promise.all([gateway.close(), receiver.close()]));

const {
  shop,
  toShop,
  toPartner,
  later,
  sealed,
  post,
  get,
  addReceivers,
  lastNumber,
  sharable,
  share,
  unsplit,
  giveBack,
  opened,
} = profitSharing(() => gateway);

describe('sharing a payment', () => {
  test('gives each receiver his part half a minute later', async () => {
    const { transactionId } = await sharable();
    expect(await unsplit(transactionId)).toBe(1272);
    const { status, body } = await share(transactionId, [toShop(), toPartner(50)]);
    expect(status).toBe(200);
    const part = { detail_id: expect.stringMatching(/^3600\d{24}$/), create_time: expect.any(String) };
    expect(body).toEqual({
      transaction_id: transactionId,
      out_order_no: `S${lastNumber()}`,
      order_id: expect.stringMatching(/^3000\d{24}$/),
      state: 'PROCESSING',
      receivers: [
        { ...part, ...toShop(), result: 'PENDING', finish_time: '1970-01-01T08:00:00+08:00' },
        { ...part, ...toPartner(50), result: 'PENDING', finish_time: '1970-01-01T08:00:00+08:00' },
      ],
    });
    expect(await unsplit(transactionId)).toBe(1122);
    await later(30);
    const ended = await get(`/orders/S${lastNumber()}?transaction_id=${transactionId}`);
    expect(ended).toMatchObject({ state: 'FINISHED', receivers: [{ result: 'SUCCESS' }, { result: 'SUCCESS' }] });
    const { profitShares } = await gateway.control('state', undefined, 'GET');
    expect((profitShares as Json[]).at(-1)).toMatchObject({
      ...{ outOrderNo: `S${lastNumber()}`, state: 'FINISHED', returns: [] },
      receivers: [{ amount: 100 }, { amount: 50 }],
    });
  });

  test('tells the receiver who wants to hear of it, in his own key, and what he gave back', async () => {
    const { transactionId } = await sharable();
    const { body } = await share(transactionId, [toShop(), toPartner()]);
    await later(30);
    await giveBack(body);
    await receiver.hears(2);
    const about = {
      mchid: gateway.merchant.mchid,
      transaction_id: transactionId,
      success_time: expect.stringMatching(/\+08:00$/),
    };
    expect(receiver.received.map(opened)).toEqual([
      {
        event_type: 'PROFITSHARING.SUCCESS',
        summary: '分账',
        original_type: 'profitsharing',
        resource: { ...about, order_id: body.order_id, out_order_no: body.out_order_no, receiver: toShop() },
      },
      {
        event_type: 'PROFITSHARING.RETURN',
        summary: '分账回退',
        original_type: 'profitsharing',
        resource: {
          ...about,
          order_id: expect.stringMatching(/^3008\d{24}$/),
          out_order_no: `R${lastNumber()}`,
          receiver: { ...shop, amount: 40, description: '退货' },
        },
      },
    ]);
  });

  test('is FINISHED even where a receiver got nothing, and his part can be shared again', async () => {
    const { transactionId } = await sharable();
    await gateway.control('faults', { closeProfitShares: 1 });
    await share(transactionId, [toShop()]);
    await later(30);
    expect(await get(`/orders/S${lastNumber()}?transaction_id=${transactionId}`)).toMatchObject({
      state: 'FINISHED',
      receivers: [{ result: 'CLOSED', fail_reason: 'ACCOUNT_ABNORMAL' }],
    });
    expect(await unsplit(transactionId)).toBe(1272);
    expect(receiver.received).toEqual([]);
  });

  test('once per number', async () => {
    const { transactionId } = await sharable();
    const first = await share(transactionId, [toShop()], { out_order_no: 'SAME' });
    expect((await share(transactionId, [toShop()], { out_order_no: 'SAME' })).body).toEqual(first.body);
    expect(await share(transactionId, [toShop(101)], { out_order_no: 'SAME' })).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message: '分账接收方与原请求不一致' },
    });
  });

  test.each<[string, string, (transactionId: string) => Promise<{ status: number; body: Json }>]>([
    ['what is left', '解冻给分账方', (id) => share(id, [toShop()], { unfreeze_unsplit: true })],
    [
      'all of it',
      '不分了',
      (transaction_id) => post('/orders/unfreeze', { transaction_id, out_order_no: 'U1', description: '不分了' }),
    ],
  ])('unfreezes %s for the seller, and nothing can be shared any more', async (_, description, act) => {
    const { transactionId } = await sharable();
    const { status, body } = await act(transactionId);
    expect(status).toBe(200);
    const receivers = body.receivers as Json[];
    expect(receivers.at(-1)).toMatchObject({ type: 'MERCHANT_ID', account: gateway.merchant.mchid, description });
    expect(receivers.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(1272);
    expect(await unsplit(transactionId)).toBe(0);
    expect(await share(transactionId, [toShop(1)])).toMatchObject({ status: 403, body: { code: 'NOT_ENOUGH' } });
  });

  test('the seller’s own account needs no relation and no ratio', async () => {
    const { transactionId } = await sharable();
    const own = { type: 'MERCHANT_ID', account: gateway.merchant.mchid, amount: 1000, description: '解冻' };
    expect(await share(transactionId, [own])).toMatchObject({ status: 200 });
  });

  test('goes to receivers whose names come back under the merchant’s own key', async () => {
    const { appid } = gateway.merchant;
    const named = { ...shop, name: sealed('水果店'), relation_type: 'STORE' };
    const { body } = await post('/receivers/add', { appid, ...named });
    const key = { key: gateway.key('merchant.key'), oaepHash: 'sha1' };
    expect(privateDecrypt(key, Buffer.from(String(body.name), 'base64')).toString()).toBe('水果店');
  });

  test('of a sub-merchant is asked for by its provider', async () => {
    const { appid, mchid } = gateway.merchant;
    const seller = { sp_appid: appid, sp_mchid: mchid, sub_mchid: sub.mchid, payer: { sp_openid: 'oBuyer' } };
    const none = { appid: undefined, mchid: undefined };
    const order = gateway.v3Order({ ...none, ...seller, settle_info: { profit_sharing: true } });
    await gateway.v3('POST', '/v3/pay/partner/transactions/jsapi', order);
    const { transactionId } = await gateway.control('pay', { outTradeNo: order.out_trade_no });
    const toUser = { type: 'PERSONAL_SUB_OPENID', account: 'oSubUser' };
    const subs = { sub_mchid: sub.mchid, sub_appid: sub.appids[0] };
    const added = await post('/receivers/add', { appid, ...subs, ...toUser, relation_type: 'USER' });
    expect(added).toMatchObject({ status: 200, body: { sub_mchid: sub.mchid, ...toUser, relation_type: 'USER' } });
    await later(60);
    const part = { ...toUser, amount: 100, description: '返利' };
    expect(await share(String(transactionId), [part])).toMatchObject({ status: 400 });
    const shared = await share(String(transactionId), [part], subs);
    expect(shared).toMatchObject({ status: 200, body: { sub_mchid: sub.mchid } });
    expect(await unsplit(String(transactionId))).toBe(1280 - 8 - 100);
    await later(30);
    const query = `?transaction_id=${transactionId}&sub_mchid=${sub.mchid}`;
    expect(await get(`/orders/S${lastNumber()}${query}`)).toMatchObject({ receivers: [{ result: 'SUCCESS' }] });
  });

  test('thirty days after the payment, all of it is the seller’s', async () => {
    const { transactionId } = await sharable();
    await later(30 * 86_400);
    expect(await unsplit(transactionId)).toBe(0);
  });

  type Refused = [string, number, string, string, (transactionId: string) => Promise<unknown>];
  test.each<Refused>([
    ['more than is left', 403, 'NOT_ENOUGH', '分账金额不足', (id) => share(id, [toShop(1273)])],
    ['more than 30 % of it', 403, 'RULE_LIMIT', '分账金额超出最大分账比例', (id) => share(id, [toShop(385)])],
    [
      'with a stranger',
      400,
      'INVALID_REQUEST',
      '分账接收方关系不存在，请检查参数中每个接收方的关系',
      (id) => share(id, [{ ...toPartner(), account: 'oStranger' }]),
    ],
    ['another payment', 400, 'INVALID_REQUEST', '非分账订单不支持分账', () => share('4200000000', [toShop()])],
    [
      'twice with the same receiver',
      400,
      'PARAM_ERROR',
      '分账接收方列表中有重复的接收方',
      (id) => share(id, [toShop(), toShop()]),
    ],
    ['with nobody', 400, 'PARAM_ERROR', '分账接收方列表为空', (id) => share(id, [])],
    [
      'under an appid of somebody else',
      400,
      'INVALID_REQUEST',
      '商户号和appid没有绑定关系',
      (id) => share(id, [toShop()], { appid: 'wx0' }),
    ],
    [
      'with a user but no appid',
      400,
      'PARAM_ERROR',
      '接收方类型为PERSONAL_OPENID时，appid必填',
      (id) => share(id, [toPartner()], { appid: undefined }),
    ],
    [
      'with a user who is called otherwise',
      400,
      'INVALID_REQUEST',
      '微信用户姓名与实名不一致',
      async (id) => {
        await gateway.control('payee', { openid: 'oPartner', name: '张三' });
        return share(id, [{ ...toPartner(), name: sealed('李四') }]);
      },
    ],
  ])('%s is refused with %i %s', async (_, status, code, message, ask) => {
    const { transactionId } = await sharable();
    expect(await ask(transactionId)).toMatchObject({ status, body: { code, message } });
    expect(await unsplit(transactionId)).toBe(1272);
  });

  test('the ratio counts all shares of a payment', async () => {
    const { transactionId } = await sharable();
    expect(await share(transactionId, [toShop(300)])).toMatchObject({ status: 200 });
    expect(await share(transactionId, [toPartner(85)])).toMatchObject({ body: { code: 'RULE_LIMIT' } });
    expect(await share(transactionId, [toPartner(84)])).toMatchObject({ status: 200 });
  });

  test('is refused less than a minute after the payment, and of an order that was not made for it', async () => {
    const { transactionId } = await paidOrder(gateway, 'v3', { settle_info: { profit_sharing: true } });
    expect(await share(transactionId, [toShop()])).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '订单处理中，暂时无法分账，请稍后再试' },
    });
    const another = await sharable({});
    expect(await share(another.transactionId, [toShop()])).toMatchObject({ body: { message: '非分账订单不支持分账' } });
    expect(await unsplit(another.transactionId)).toBe(0);
  });

  test('takes orders of API v2 too', async () => {
    const { transactionId } = await paidOrder(gateway, 'v2', { profit_sharing: 'Y' });
    await later(60);
    expect(await share(transactionId, [toShop()])).toMatchObject({ status: 200 });
  });
});

describe('a receiver', () => {
  test('can be deleted, and gets nothing from then on', async () => {
    const { transactionId } = await sharable();
    const asked = { appid: gateway.merchant.appid, ...shop };
    expect(await post('/receivers/delete', asked)).toMatchObject({ status: 200, body: shop });
    expect(await share(transactionId, [toShop()])).toMatchObject({ body: { code: 'INVALID_REQUEST' } });
    expect(await post('/receivers/delete', asked)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '分账接收方关系不存在' },
    });
    await addReceivers();
  });

  test.each<[string, string, () => Json]>([
    ['that is the seller', '不能添加分账方自己为分账接收方', () => ({ account: gateway.merchant.mchid })],
    ['without the name of the merchant', '接收方类型为MERCHANT_ID时，name必填', () => ({ name: undefined })],
    ['of an unsaid relation', '关系类型为CUSTOM时，custom_relation必填', () => ({ relation_type: 'CUSTOM' })],
    [
      'with a name in plain text',
      'name解密失败，请用Wechatpay-Serial对应的公钥以RSAES-OAEP加密',
      () => ({ name: '水果店' }),
    ],
    [
      'of a sub-merchant’s app without a sub-merchant',
      '接收方类型PERSONAL_SUB_OPENID仅服务商可用',
      () => ({ type: 'PERSONAL_SUB_OPENID' }),
    ],
  ])('%s is refused', async (_, message, change) => {
    const asked = { appid: gateway.merchant.appid, ...shop, name: sealed('水果店'), relation_type: 'STORE' };
    expect(await post('/receivers/add', { ...asked, ...change() })).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message },
    });
  });
});
