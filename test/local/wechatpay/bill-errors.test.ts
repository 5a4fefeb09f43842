import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { billClient } from './support/bills';
import type { Fields, Json } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { answerOverTls, paidOrder } from './support/refunds';
import { fromXml, toXml } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });
const shop = () => billClient(gateway);
const compact = (date: string) => date.replaceAll('-', '');
const v2 = async (date: string, fields: Fields = {}) => {
  const { bytes } = await shop().v2({ bill_date: date, ...fields });
  return bytes.toString().startsWith('<xml>') ? fromXml(bytes.toString()) : { file: bytes.toString() };
};
const v3 = async (query: string, bill = 'tradebill'): Promise<Json> => {
  const { status, body } = await shop().offer(`/v3/bill/${bill}?${query}`);
  return { status, ...body };
};
const fundFlow = async (bill_date: string, fields: Fields = {}) => {
  const asked = { bill_date, account_type: 'Basic', sign_type: 'HMAC-SHA256', ...fields };
  const { text } = await answerOverTls(gateway, '/pay/downloadfundflow', asked);
  return text.startsWith('<xml>') ? fromXml(text) : { file: text };
};
/** The first day after the real today, on which two orders were paid. */
let day: string;
beforeAll(async () => {
  day = shop().day(1);
  await shop().goTo(day, '12:00:00');
  await paidOrder(gateway, 'v2');
  await paidOrder(gateway, 'v3', { amount: { total: 500 } });
});
afterEach(() => gateway.control('faults', undefined, 'DELETE'));

const failed = (return_msg: string, error_code: string) => ({ return_code: 'FAIL', return_msg, error_code });
const creating = { status: 400, code: 'STATEMENT_CREATING', message: '账单生成中' };
const missing = { status: 400, code: 'NO_STATEMENT_EXIST', message: '请求的账单文件不存在' };
const wrongDay = { status: 400, code: 'INVALID_REQUEST', message: '账单日期bill_date不正确，请检查' };

describe('by the clock', () => {
  test('there is no bill before nine in the morning of the next day', async () => {
    expect(await v2(compact(day))).toEqual(failed('Bill Creating', '20002'));
    await shop().goTo(shop().day(2), '08:59:00');
    expect(await v2(compact(day))).toEqual(failed('Bill Creating', '20002'));
    expect(await v3(`bill_date=${day}`)).toMatchObject(creating);
    expect(await v3(`bill_date=${day}`, 'fundflowbill')).toMatchObject(creating);
    expect(await fundFlow(compact(day))).toEqual({
      ...{ return_code: 'SUCCESS', return_msg: 'OK', appid: gateway.merchant.appid, mch_id: gateway.merchant.mchid },
      ...{ result_code: 'FAIL', err_code: 'BILL_CREATING', err_code_des: '账单未生成' },
    });
  });

  test('there is one from nine on, unless it is late', async () => {
    await shop().goTo(shop().day(2), '09:00:00');
    expect(await v2(compact(day))).toEqual({ file: expect.stringMatching(/`2,`17\.80,`0\.00,[^\r]*\r\n$/) });
    expect(await v3(`bill_date=${day}`)).toMatchObject({ status: 200, hash_type: 'SHA1' });
    await gateway.control('faults', { lateBillsSeconds: 3600 });
    expect(await v2(compact(day))).toMatchObject({ return_msg: 'Bill Creating' });
  });

  test.each([
    ['a day without trades', 0, 'No Bill Exist', '20002', missing],
    ['tomorrow', 3, 'invalid bill_date', '20001', wrongDay],
    ['four months ago', -120, 'invalid bill_date', '20001', wrongDay],
  ])('of %s', async (_which, days, message, code, inV3) => {
    const date = shop().day(days);
    expect(await v2(compact(date))).toEqual(failed(message, code));
    expect(await v3(`bill_date=${date}`)).toMatchObject(inV3);
  });
});

describe('what was asked wrongly', () => {
  test.each<[string, Fields, string]>([
    ['no date', { bill_date: '' }, 'missing parameter'],
    ['a date with hyphens', { bill_date: '2026-01-31' }, 'data format error'],
    ['a day that is none', { bill_date: '20260230' }, 'invalid bill_date'],
    ['another type', { bill_date: '20260131', bill_type: 'SOME' }, 'invalid bill_type'],
    ['another packing', { bill_date: '20260131', tar_type: 'ZIP' }, 'data format error'],
  ])('of API v2: %s', async (_which, fields, message) => {
    expect(await v2('', fields)).toEqual(failed(message, '20001'));
  });

  test('of API v2: a wrong signature', async () => {
    const { appid, mchid } = gateway.merchant;
    const fields = { appid, mch_id: mchid, nonce_str: 'n', bill_date: '20260131', sign: '0'.repeat(32) };
    expect(await gateway.postXml('/pay/downloadbill', toXml(fields))).toEqual(failed('SIGN ERROR', '20001'));
  });

  test.each<[string, string, string]>([
    ['no date', 'tar_type=GZIP', 'PARAM_ERROR'],
    ['another form of date', 'bill_date=20260131', 'PARAM_ERROR'],
    ['a day that is none', 'bill_date=2026-02-30', 'INVALID_REQUEST'],
    ['another type', 'bill_date=2026-01-31&bill_type=SOME', 'PARAM_ERROR'],
    ['another packing', 'bill_date=2026-01-31&tar_type=ZIP', 'PARAM_ERROR'],
  ])('of API v3: %s', async (_which, query, code) => {
    expect(await v3(query)).toMatchObject({ status: 400, code });
  });

  test('of API v3: somebody else’s sub-merchant', async () => {
    expect(await v3(`bill_date=${day}&sub_mchid=1900000999`)).toMatchObject({ status: 403, code: 'NO_AUTH' });
  });

  test.each<[string, string, Fields, string]>([
    ['a date with hyphens', '2026-131', {}, 'PARAM_ERROR'],
    ['a day that is none', '20260230', {}, 'PARAM_ERROR'],
    ['a day before there were such bills', '20170531', {}, 'PARAM_ERROR'],
    ['another account', '20260131', { account_type: 'Savings' }, 'PARAM_ERROR'],
    ['another packing', '20260131', { tar_type: 'ZIP' }, 'PARAM_ERROR'],
    ['a day years ago, on which nothing moved', '20180101', {}, 'NO_BILL_EXIST'],
  ])('of a fund flow: %s', async (_which, date, fields, code) => {
    expect(await fundFlow(date, fields)).toMatchObject({ result_code: 'FAIL', err_code: code });
  });

  test('of a fund flow: signed with MD5, or without the certificate', async () => {
    const { text } = await answerOverTls(gateway, '/pay/downloadfundflow', { bill_date: compact(day) });
    expect(fromXml(text)).toEqual({
      return_code: 'FAIL',
      return_msg: 'sign_type参数格式错误，应为 HMAC-SHA256',
    });
    const fields = { bill_date: compact(day), account_type: 'Basic', sign_type: 'HMAC-SHA256' };
    const uncertified = await answerOverTls(gateway, '/pay/downloadfundflow', fields, 'none');
    expect(fromXml(uncertified.text)).toMatchObject({ result_code: 'FAIL', err_code: 'CERT_ERROR' });
  });

  test.each(['RECHARGE_REFUND', 'ALL_SPECIAL'])('there are no trades of the type %s', async (type) => {
    expect(await v3(`bill_date=${day}&bill_type=${type}`)).toMatchObject(missing);
  });

  test('the other accounts and the bill of refunds paid otherwise are empty', async () => {
    expect(await v3(`bill_date=${day}&account_type=FEES`, 'fundflowbill')).toMatchObject(missing);
    expect(await fundFlow(compact(day), { account_type: 'Operation' })).toMatchObject({ err_code: 'NO_BILL_EXIST' });
    expect(await v2(compact(day), { bill_type: 'RECHARGE_REFUND' })).toEqual(failed('No Bill Exist', '20002'));
  });
});

describe('the address of a file', () => {
  const offered = async () => String((await v3(`bill_date=${day}`)).download_url);
  const refusal = ({ status, bytes }: { status: number; bytes: Buffer }) => ({
    status,
    code: (JSON.parse(bytes.toString()) as Json).code,
  });

  test('leads to it for five minutes of the virtual clock', async () => {
    const url = await offered();
    await gateway.control('clock', { advanceSeconds: 290 });
    expect(await shop().fetchFile(url)).toMatchObject({ status: 200 });
    await gateway.control('clock', { advanceSeconds: 10 });
    expect(refusal(await shop().fetchFile(url))).toEqual({ status: 400, code: 'INVALID_REQUEST' });
    expect(refusal(await shop().fetchFile(`${url}x`))).toEqual({ status: 400, code: 'INVALID_REQUEST' });
  });

  test('is for whoever asked for it, and signed like any other', async () => {
    const url = await offered();
    const pem = (name: string) => readFileSync(join(gateway.folder, 'keys', name));
    const serial = new X509Certificate(pem('1900000200.pem')).serialNumber;
    const signer = { mchid: '1900000200', serial, privateKey: pem('1900000200.key') };
    expect(refusal(await shop().fetchFile(url, signer))).toEqual({ status: 403, code: 'NO_AUTH' });
    const unsigned = await fetch(url);
    expect(unsigned.status).toBe(401);
    expect(await unsigned.json()).toMatchObject({ code: 'SIGN_ERROR' });
  });
});

describe('faults', () => {
  const file = async (wrongBill: Json, query = '') => {
    await gateway.control('faults', { wrongBill });
    const { bytes, hash } = await shop().v3(`/v3/bill/tradebill?bill_date=${day}${query}`);
    const isHashRight = createHash('sha1').update(bytes).digest('hex') === hash;
    return { isHashRight, lines: bytes.toString().split('\r\n') };
  };
  const amounts = (lines: string[]) =>
    lines.filter((line) => line.startsWith('`2')).map((line) => line.split(',`')[12]);
  const sums = (lines: string[]) => lines.at(-2)?.split(',`').slice(0, 2).join(' ');

  test.each<[string, Json, (string | undefined)[], string]>([
    ['without a trade', { dropRows: 1 }, ['5.00'], '`1 5.00'],
    ['with a trade that nobody made', { extraRows: 1 }, ['12.80', '12.80', '5.00'], '`3 30.60'],
    ['with other amounts', { changeAmounts: 2 }, ['12.81', '5.01'], '`2 17.82'],
    ['with a line that was lost', { dropLines: 1 }, ['5.00'], '`2 17.80'],
  ])('a bill %s', async (_how, wrong, found, summed) => {
    const { isHashRight, lines } = await file(wrong);
    expect(amounts(lines)).toEqual(found);
    expect(sums(lines)).toBe(summed);
    expect(isHashRight).toBe(true);
  });

  test('a bill that was cut off', async () => {
    const { isHashRight, lines } = await file({ truncate: true });
    expect(lines).toHaveLength(3);
    expect(lines[2]?.split(',').length).toBeLessThan(27);
    expect(isHashRight).toBe(true);
  });

  test('the hash of another file', async () => {
    const { isHashRight, lines } = await file({ wrongHash: true });
    expect(isHashRight).toBe(false);
    expect(sums(lines)).toBe('`2 17.80');
  });

  test.each<[Json]>([[{ dropRows: -1 }], [{ dropRows: true }], [{ truncate: 1 }], [{ other: 1 }]])(
    'that make no sense are refused: %j',
    async (wrongBill) => {
      expect(await gateway.control('faults', { wrongBill })).toMatchObject({ status: 400 });
    },
  );

  test.each(['SYSTEMERROR', 'CompressGZip Error', 'UnCompressGZip Error', 'Bill Creating', 'No Bill Exist'])(
    'any documented error of API v2: %s',
    async (code) => {
      await gateway.control('faults', { refuse: { path: '/pay/downloadbill', code, times: 1 } });
      expect(await v2(compact(day))).toMatchObject({ return_code: 'FAIL', return_msg: code });
    },
  );

  test('a fund flow that the system has no time for', async () => {
    await gateway.control('faults', { systemError: 1 });
    expect(await fundFlow(compact(day))).toMatchObject({ return_code: 'SUCCESS', err_code: 'SYSTEMERROR' });
  });
});
