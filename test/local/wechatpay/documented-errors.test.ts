import { verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { operations as operationsV2 } from '../../../local/wechatpay/v2/operations';
import { operations as operationsV3 } from '../../../local/wechatpay/v3/operations';
import { type ExampleV3, exampleMerchants, examplesV2, examplesV3 } from './support/examples';
import type { Fields } from './support/gateway';
import { v2OverTls } from './support/refunds';
import { v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: exampleMerchants });

/** Every error that the path's page documents, each for one call. */
const refuseOnce = (path: string, errors: readonly string[]) =>
  gateway.control('faults', { refuse: errors.map((code) => ({ path, code, times: 1 })) });
/** A fault that is still there never struck: the example was refused by something else. */
const allStruck = async () => expect(await gateway.control('faults', undefined, 'GET')).toEqual({ status: 200 });

describe('of API v2', () => {
  const handedOut = [
    '/mmpaymkttransfers/sendredpack',
    '/mmpaymkttransfers/sendgroupredpack',
    '/mmpaymkttransfers/gethbinfo',
    '/mmpaymkttransfers/promotion/transfers',
    '/mmpaymkttransfers/gettransferinfo',
  ];
  const wantCertificate = [
    '/secapi/pay/reverse',
    '/secapi/pay/facepayreverse',
    '/secapi/pay/refund',
    '/pay/downloadfundflow',
    ...handedOut,
  ];
  const unsigned = ['/pay/downloadfundflow', ...handedOut];
  /** Says what is wrong in `return_msg`, with a number beside it. */
  const bill = '/pay/downloadbill';

  test('there is an example of each path', () => {
    expect(Object.keys(examplesV2(gateway.merchant)).sort()).toEqual(operationsV2.map(({ path }) => path).sort());
  });

  test.each(operationsV2.map(({ path, errors }) => [path, errors] as const))(
    '%s answers with each error that is documented, signed as its page says',
    async (path, errors) => {
      const example = examplesV2(gateway.merchant)[path] as Fields;
      const send = wantCertificate.includes(path) ? v2OverTls.bind(undefined, gateway) : gateway.v2;
      expect(errors.length).toBeGreaterThanOrEqual(3);
      await refuseOnce(path, errors);
      for (const code of errors) {
        const answer = await send(path, example);
        if (path === bill) {
          const number = code === 'No Bill Exist' || code === 'Bill Creating' ? '20002' : '20001';
          expect(answer).toEqual({ return_code: 'FAIL', return_msg: code, error_code: number });
          continue;
        }
        expect(answer).toMatchObject({
          return_code: 'SUCCESS',
          return_msg: 'OK',
          result_code: 'FAIL',
          err_code: code,
          err_code_des: expect.stringMatching(/\S/),
        });
        const type = example.sign_type === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';
        const sign = v2Sign(answer, gateway.merchant.apiKey, type);
        expect(answer.sign).toBe(unsigned.includes(path) ? undefined : sign);
      }
      await allStruck();
    },
  );
});

describe('of API v3', () => {
  const statuses: Record<string, number> = {
    USER_PAYING: 202,
    PARAM_ERROR: 400,
    INVALID_REQUEST: 400,
    APPID_MCHID_NOT_MATCH: 400,
    AUTH_CODE_INVALID: 400,
    MCH_NOT_EXISTS: 400,
    ORDERPAID: 400,
    ORDER_PAID: 400,
    ORDER_CLOSED: 400,
    NO_STATEMENT_EXIST: 400,
    STATEMENT_CREATING: 400,
    SIGN_ERROR: 401,
    NO_AUTH: 403,
    OUT_TRADE_NO_USED: 403,
    ACCOUNT_ERROR: 403,
    RULE_LIMIT: 403,
    TRADE_ERROR: 403,
    USER_ACCOUNT_ABNORMAL: 403,
    NOT_ENOUGH: 403,
    NOT_FOUND: 404,
    ORDER_NOT_EXIST: 404,
    RESOURCE_NOT_EXISTS: 404,
    FREQUENCY_LIMITED: 429,
    OPENID_MISMATCH: 500,
    INVALID_TRANSACTIONID: 500,
    BANK_ERROR: 500,
    SYSTEM_ERROR: 500,
  };
  /** Where a page gives a code another status. */
  const exceptions: Record<string, number> = {
    'POST /v3/refund/domestic/refunds MCH_NOT_EXISTS': 404,
    'GET /v3/refund/domestic/refunds/{out_refund_no} MCH_NOT_EXISTS': 404,
  };

  test('there is an example of each method and path', () => {
    const names = operationsV3.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(examplesV3(gateway.merchant)).sort()).toEqual(names.sort());
  });

  test.each(operationsV3.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s answers with each error that is documented, signed once it is certain who asks',
    async (name, { method, path, errors }) => {
      const { target, body } = examplesV3(gateway.merchant)[name] as ExampleV3;
      expect(errors.length).toBeGreaterThanOrEqual(5);
      await refuseOnce(path, errors);
      for (const code of errors) {
        const answer = await gateway.v3(method, target, body);
        expect(answer).toMatchObject({
          status: exceptions[`${name} ${code}`] ?? statuses[code],
          body: { code, message: expect.stringMatching(/\S/) },
          headers: { 'content-type': 'application/json; charset=utf-8', 'request-id': expect.stringMatching(/-\d+$/) },
        });
        expect([code, signature(answer)]).toEqual([code, code === 'SIGN_ERROR' ? 'none' : 'right']);
      }
      await allStruck();
    },
  );

  function signature({ headers, text }: { headers: Record<string, string>; text: string }): string {
    const signed = headers['wechatpay-signature'];
    if (signed === undefined) return 'none';
    const content = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${text}\n`;
    const right = verify('sha256', Buffer.from(content), gateway.key('platform.pem'), Buffer.from(signed, 'base64'));
    return right ? 'right' : 'wrong';
  }
});
