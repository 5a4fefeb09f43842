import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { profitSharing } from './support/profit-sharing';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });

const { toShop, toPartner, later, get, addReceivers, sharable, share, unsplit, giveBack } = profitSharing(
  () => gateway,
);
beforeAll(addReceivers);

describe('what was shared', () => {
  async function shared(receivers = [toShop(), toPartner()]) {
    const { outTradeNo, transactionId } = await sharable();
    const { body } = await share(transactionId, receivers);
    await later(30);
    return { outTradeNo, transactionId, share: body };
  }

  test('is returned once per number, by either number of the share', async () => {
    const { share } = await shared();
    const { status, body } = await giveBack(share, { out_return_no: 'BACK' });
    expect([status, body]).toEqual([
      200,
      {
        order_id: share.order_id,
        out_order_no: share.out_order_no,
        out_return_no: 'BACK',
        return_id: expect.stringMatching(/^3008\d{24}$/),
        return_mchid: otherMerchant.mchid,
        amount: 40,
        description: '退货',
        result: 'SUCCESS',
        create_time: expect.any(String),
        finish_time: expect.any(String),
      },
    ]);
    const byOwn = { order_id: undefined, out_order_no: share.out_order_no };
    expect((await giveBack(share, { ...byOwn, out_return_no: 'BACK' })).body).toEqual(body);
    expect(await get(`/return-orders/BACK?out_order_no=${share.out_order_no}`)).toEqual(body);
    expect(await giveBack(share, { out_return_no: 'BACK', amount: 41 })).toMatchObject({
      body: { code: 'INVALID_REQUEST' },
    });
  });

  type Refused = [string, number, string, string, (share: Json) => Promise<unknown>];
  test.each<Refused>([
    [
      'more than he got',
      400,
      'INVALID_REQUEST',
      '剩余可回退的金额不足',
      async (share) => {
        await giveBack(share, { amount: 60 });
        return giveBack(share, { amount: 41 });
      },
    ],
    [
      'what a user got',
      400,
      'INVALID_REQUEST',
      '回退商户号不是原分账单中分账成功的商户',
      (share) => giveBack(share, { return_mchid: 'oPartner' }),
    ],
    ['of no share', 404, 'RESOURCE_NOT_EXISTS', '原分账单不存在', (share) => giveBack({ ...share, order_id: '3000' })],
    [
      'without its number',
      400,
      'PARAM_ERROR',
      'order_id和out_order_no必须二选一',
      (share) => giveBack({ ...share, order_id: undefined }),
    ],
    [
      'after 180 days',
      400,
      'INVALID_REQUEST',
      '分账已超过180天，不能回退',
      async (share) => {
        await later(180 * 86_400);
        return giveBack(share);
      },
    ],
  ])('is not returned: %s', async (_, status, code, message, ask) => {
    expect(await ask((await shared()).share)).toMatchObject({ status, body: { code, message } });
  });

  test('is not returned before it has arrived', async () => {
    const { transactionId } = await sharable();
    const { body } = await share(transactionId, [toShop()]);
    expect(await giveBack(body)).toMatchObject({ body: { message: '原分账单处理中，请稍后再试' } });
  });

  test.each(['orders/S0?transaction_id=4200000000', 'return-orders/R0?out_order_no=S0', 'transactions/42/amounts'])(
    'is not found under %s',
    async (target) => {
      expect(await get(`/${target}`)).toMatchObject({ code: 'RESOURCE_NOT_EXISTS', message: '记录不存在' });
    },
  );

  test('must be returned before it is refunded', async () => {
    const { outTradeNo, share } = await shared([toShop(100)]);
    const refund = (out_refund_no: string, amount: number) =>
      gateway.v3('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: outTradeNo,
        out_refund_no,
        amount: { refund: amount, total: 1280, currency: 'CNY' },
      });
    expect(await refund('F1', 1181)).toMatchObject({ status: 403, body: { code: 'NOT_ENOUGH' } });
    await giveBack(share, { amount: 100 });
    expect(await refund('F1', 1280)).toMatchObject({ status: 200 });
  });

  test('is less where some was refunded', async () => {
    const { outTradeNo, transactionId } = await shared([toShop(100)]);
    await gateway.control('refund', { outTradeNo, amount: 200 });
    expect(await unsplit(transactionId)).toBe(1280 - 8 - 100 - 200);
  });
});
