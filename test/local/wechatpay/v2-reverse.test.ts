import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Hash } from 'wechatpay-axios-plugin';
import { codePay, codePayMerchants, number, otherMerchant, outTradeNo, subMerchant } from './support/code-pay';
import { type Fields, type Json, startGateway, type TestGateway } from './support/gateway';
import { merchantKeys, v2OverTls } from './support/refunds';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: codePayMerchants });
});
afterAll(() => gateway.close());

const { later, faults, paycode, order, charge, query, reverse, asOther, askedForPassword } = codePay(() => gateway);

describe('reversing', () => {
  const charged = async (fields: Fields = {}) => {
    const asked = order({ auth_code: await paycode(), ...fields });
    expect(await charge(asked)).toMatchObject({ result_code: 'SUCCESS' });
    return asked;
  };

  test('gives back everything that was paid, once', async () => {
    const asked = await charged();
    await later(15);
    const answer = await reverse(number(asked));
    expect(answer).toMatchObject({ return_code: 'SUCCESS', result_code: 'SUCCESS', recall: 'N' });
    expect(Hash.sign('MD5', answer, gateway.merchant.apiKey)).toBe(answer.sign);
    expect(await reverse(number(asked))).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
    expect(await query(asked)).toMatchObject({ trade_state: 'REVOKED', trade_state_desc: '订单已撤销' });
    expect(gateway.findPayment({ mchid: gateway.merchant.mchid, outTradeNo: String(asked.out_trade_no) })).toBe(
      undefined,
    );
    const refund = { ...number(asked), out_refund_no: `R${asked.out_trade_no}`, total_fee: 1280, refund_fee: 1280 };
    expect(await v2OverTls(gateway, '/secapi/pay/refund', refund)).toMatchObject({ err_code: 'ORDERNOTEXIST' });
  });

  test('an unpaid order means that it can no longer be paid', async () => {
    const asked = await askedForPassword();
    await later(15);
    expect(await reverse(number(asked))).toMatchObject({ result_code: 'SUCCESS' });
    expect(await query(asked)).toMatchObject({ trade_state: 'REVOKED' });
    expect(await gateway.control('pay', outTradeNo(asked))).toMatchObject({ error: { code: 'REVOKED' } });
  });

  test('finds the order by WeChat’s number first', async () => {
    const [asked, another] = [await charged(), await charged()];
    const { transaction_id } = await query(asked);
    await later(15);
    await reverse({ ...number(another), transaction_id: transaction_id as string });
    expect(await query(asked)).toMatchObject({ trade_state: 'REVOKED' });
    expect(await query(another)).toMatchObject({ trade_state: 'SUCCESS' });
  });

  type Refused = [what: string, err_code: string, recall: string, des: string, ask: () => Promise<Fields>];
  test.each<Refused>([
    [
      'fourteen seconds after the charge',
      'INVALID_REQUEST',
      'Y',
      '支付后至少15秒才能撤销订单，请稍后重新调用',
      async () => number(await charged()),
    ],
    [
      'more than seven days after it',
      'REVERSE_EXPIRE',
      'N',
      '订单无法撤销',
      async () => {
        const asked = await charged();
        await later(7 * 86_400 + 60);
        return number(asked);
      },
    ],
    [
      'an order that the buyer pays on his own phone',
      'TRADE_ERROR',
      'N',
      '该订单不是这种支付方式的订单，不能撤销',
      async () => {
        const ordered = gateway.v2Order();
        await gateway.v2('/pay/unifiedorder', ordered);
        return number(ordered);
      },
    ],
    [
      'an order of which some was refunded',
      'TRADE_ERROR',
      'N',
      '该订单已发起退款，不能撤销，请使用申请退款',
      async () => {
        const asked = await charged();
        await later(15);
        const part = { ...number(asked), out_refund_no: `R${asked.out_trade_no}`, total_fee: 1280, refund_fee: 1 };
        await v2OverTls(gateway, '/secapi/pay/refund', part);
        return number(asked);
      },
    ],
    ['a number nobody has', 'TRADE_ERROR', 'N', '订单不存在', async () => ({ out_trade_no: 'T99999999' })],
    [
      'a transaction nobody has',
      'INVALID_TRANSACTIONID',
      'N',
      '无效transaction_id',
      async () => ({ transaction_id: '4200000000' }),
    ],
  ])('%s is refused with %s and recall %s', async (_, err_code, recall, err_code_des, ask) => {
    expect(await reverse(await ask())).toMatchObject({ result_code: 'FAIL', err_code, err_code_des, recall });
  });

  test.each([
    ['SYSTEMERROR', 'Y'],
    ['PARAM_ERROR', 'N'],
  ])('is refused with %s when asked to, and recall is %s', async (code, recall) => {
    await faults({ refuse: { path: '/secapi/pay/reverse', code, times: 1 } });
    expect(await reverse({ out_trade_no: 'T99999999' })).toMatchObject({ err_code: code, recall });
  });

  test('neither number is refused without a signature', async () => {
    expect(await reverse({})).toEqual({ return_code: 'FAIL', return_msg: '缺少参数out_trade_no或transaction_id' });
  });

  test.each([
    ['none', () => 'none' as const],
    ['another merchant’s', () => merchantKeys(gateway, otherMerchant.mchid)],
  ])('with the certificate of %s is refused, and the order stays', async (_, keys) => {
    const asked = await charged();
    await later(15);
    expect(await v2OverTls(gateway, '/secapi/pay/reverse', number(asked), keys())).toMatchObject({
      err_code: 'CERT_ERROR',
      recall: 'N',
    });
    expect(await query(asked)).toMatchObject({ trade_state: 'SUCCESS' });
  });

  test('another merchant’s order is not found', async () => {
    const asked = order({ auth_code: await paycode() });
    await asOther('/pay/micropay', asked);
    await later(15);
    expect(await reverse(number(asked))).toMatchObject({ err_code: 'TRADE_ERROR', err_code_des: '订单不存在' });
  });
});

test('an order of code pay is reversed, not closed', async () => {
  const asked = await askedForPassword();
  await later(300);
  expect(await gateway.v2('/pay/closeorder', number(asked))).toMatchObject({
    err_code: 'INVALID_REQUEST',
    err_code_des: '付款码支付的订单不能关闭，请使用撤销订单',
  });
});

describe('asking whose code it is', () => {
  const whose = (fields: Fields) => gateway.v2('/tools/authcodetoopenid', fields);

  test('tells the openid, and binds the code to who asked', async () => {
    const auth_code = await paycode({ openid: 'oBuyer', subOpenid: 'oSub' });
    const answer = await whose({ auth_code });
    expect(answer).toMatchObject({ result_code: 'SUCCESS', openid: 'oBuyer' });
    expect(answer).not.toHaveProperty('sub_openid');
    expect(await asOther('/pay/micropay', order({ auth_code }))).toMatchObject({ err_code: 'NOAUTH' });
    expect(await charge(order({ auth_code }))).toMatchObject({ result_code: 'SUCCESS', openid: 'oBuyer' });
  });

  test('tells a service provider the openid under the sub-merchant’s appid', async () => {
    const auth_code = await paycode({ openid: 'oBuyer', subOpenid: 'oSub' });
    expect(await whose({ ...subMerchant, auth_code })).toMatchObject({ openid: 'oBuyer', sub_openid: 'oSub' });
  });

  test.each<[string, () => Promise<string>]>([
    ['AUTH_CODE_INVALID', async () => '123'],
    [
      'AUTHCODEEXPIRE',
      async () => {
        const code = await paycode();
        await later(60);
        return code;
      },
    ],
    [
      'AUTH_CODE_ERROR',
      async () => {
        const auth_code = await paycode();
        await charge(order({ auth_code }));
        return auth_code;
      },
    ],
  ])('is refused with %s', async (err_code, code) => {
    expect(await whose({ auth_code: await code() })).toMatchObject({ result_code: 'FAIL', err_code });
  });
});

test.each<[Json, string]>([
  [{ color: 1 }, '没有名为 color 的参数。可用的有：openid、subOpenid、balance、kind'],
  [{ openid: '' }, 'openid 应为非空字符串'],
  [{ balance: -1 }, 'balance 应为非负整数，单位为分'],
  [{ kind: 'hand' }, 'kind 应为 scan 或 face'],
])('the control paycode refuses %j', async (body, message) => {
  expect(await gateway.control('paycode', body)).toMatchObject({ status: 400, error: { message } });
});

test('the control paycode says how long the code lives', async () => {
  const { authCode, openid, expiresAt } = await gateway.control('paycode', { openid: 'oBuyer' });
  expect([authCode, openid]).toEqual([expect.stringMatching(/^1[0-5]\d{16}$/), 'oBuyer']);
  const { now } = await gateway.control('state', undefined, 'GET');
  const left = Date.parse(String(expiresAt)) - Date.parse(String(now));
  expect(left).toBeLessThanOrEqual(60_000);
  expect(left).toBeGreaterThan(0);
});
