import { describe, expect, test } from '@jest/globals';
import { authorization, rsa, toXml, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway();
const explain = (body: object) => gateway.control('explain', body);

describe('a signature that was refused somewhere else is explained', () => {
  test('of a request of API v3, whenever it was sent', async () => {
    const target = '/v3/pay/transactions/id/1?mchid=2';
    const sent = (signed: string) => authorization(gateway.signer, 'GET', signed, '', '1700000000');
    expect(await explain({ method: 'GET', target, authorization: sent(target) })).toMatchObject({ ok: true });
    const wrong = await explain({ method: 'GET', target, authorization: sent('/v3/pay/transactions/id/1') });
    expect(wrong).toMatchObject({
      status: 200,
      ok: false,
      mistake: 'query-left-out',
      expected: expect.stringContaining(target),
    });
  });

  test('of a request of API v2', async () => {
    const { mchid, appid, apiKey } = gateway.merchant;
    const fields = { appid, mch_id: mchid, nonce_str: 'n', out_trade_no: 'T1' };
    expect(await explain({ body: toXml({ ...fields, sign: v2Sign(fields, apiKey) }) })).toMatchObject({ ok: true });
    const sign = v2Sign(fields, apiKey).toLowerCase();
    const wrong = await explain({ body: toXml({ ...fields, sign }) });
    expect(wrong).toMatchObject({ status: 200, ok: false, mistake: 'lower-case' });
    expect(JSON.stringify(wrong)).not.toContain(apiKey);
  });

  test('of a mini program and of an app', async () => {
    const { mchid, appid, apiKey } = gateway.merchant;
    const payment = { appId: appid, timeStamp: '1700000000', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'RSA' };
    const paySign = rsa(`${appid}\n1700000000\nn\nwx1\n`, gateway.signer.privateKey);
    const mistake = 'prepay-id-prefix-missing';
    expect(await explain({ payment: { ...payment, paySign } })).toMatchObject({ ok: false, mistake });
    const app = {
      appid,
      partnerid: mchid,
      prepayid: 'wx1',
      package: 'Sign=WXPay',
      noncestr: 'n',
      timestamp: '1700000000',
    };
    expect(await explain({ payment: { ...app, sign: v2Sign(app, apiKey) } })).toMatchObject({ ok: true });
  });

  test.each<[string, object, string]>([
    ['nothing', {}, 'authorization'],
    ['an unknown parameter', { headers: {} }, 'headers'],
    ['a target without its slash', { target: 'v3', authorization: 'x' }, 'target'],
    ['a body that is no text', { body: {} }, 'body 应为字符串'],
    ['a merchant nobody declared', { body: '<xml><mch_id>1</mch_id></xml>' }, 'merchant.json'],
    ['a payment without its signature', { payment: { appId: 'wx1' } }, 'timeStamp'],
    ['a payment that is none', { payment: null }, 'appId'],
  ])('and %s is a bad request', async (_, body, message) => {
    const answer = await explain(body);
    expect(answer).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect(JSON.stringify(answer)).toContain(message);
  });
});
