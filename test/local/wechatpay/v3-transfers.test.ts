import { createDecipheriv, createVerify, privateDecrypt, publicEncrypt, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Json } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { authorization } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });
const merchant = useMerchantServer(gateway);
afterEach(() => merchant.answers(204));

const path = '/v3/fund-app/mch-transfer/transfer-bills';
const later = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });
let numbers = 0;

const bill = (fields: Json = {}): Json => ({
  appid: gateway.merchant.appid,
  out_bill_no: `B${++numbers}`,
  transfer_scene_id: '1000',
  openid: 'oBuyer',
  transfer_amount: 300,
  transfer_remark: '新年快乐',
  notify_url: merchant.url,
  transfer_scene_report_infos: [
    { info_type: '活动名称', info_content: '新会员有礼' },
    { info_type: '奖励说明', info_content: '一等奖' },
  ],
  ...fields,
});
const report = (...types: string[]) => types.map((info_type) => ({ info_type, info_content: '苹果' }));

/** Encrypted as the public page says. */
const sealed = (text: string, pem = 'platform.pem') =>
  publicEncrypt({ key: gateway.key(pem), oaepHash: 'sha1' }, Buffer.from(text)).toString('base64');
const withSerial = () => ({ 'wechatpay-serial': gateway.merchant.platformSerial });

const make = (fields: Json = {}, headers: Record<string, string> = {}) =>
  gateway.v3('POST', path, bill(fields), headers);
const query = async (outBillNo: unknown) => (await gateway.v3('GET', `${path}/out-bill-no/${outBillNo}`)).body;
const cancel = (outBillNo: unknown) => gateway.v3('POST', `${path}/out-bill-no/${outBillNo}/cancel`);
const confirm = (outBillNo: unknown, outcome?: 'fail') =>
  gateway.control('transfer', { outBillNo, ...(outcome && { outcome }) });

async function made(fields: Json = {}) {
  const { status, body } = await make(fields, withSerial());
  expect(status).toBe(200);
  return body.out_bill_no;
}

/** Verified and decrypted by hand. */
function opened({ headers, body }: (typeof merchant.received)[number]) {
  const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
  const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64');
  expect(createVerify('sha256').update(text).verify(gateway.key('platform.pem'), signature)).toBe(true);
  const { id: _, create_time: __, resource, ...event } = JSON.parse(body);
  const { ciphertext, nonce, associated_data, original_type } = resource;
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', gateway.merchant.apiV3Key, nonce);
  decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
  return { ...event, original_type, resource: JSON.parse(plain) };
}

describe('a transfer', () => {
  test('waits for the user, who confirms it with the package of the answer', async () => {
    const { status, body } = await make();
    expect(status).toBe(200);
    expect(body).toEqual({
      out_bill_no: `B${numbers}`,
      transfer_bill_no: expect.stringMatching(/^1330000\d{33}$/),
      create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      state: 'WAIT_USER_CONFIRM',
      package_info: expect.stringMatching(/^[\w+/]{128}$/),
    });
    expect(await query(body.out_bill_no)).toEqual({
      mch_id: gateway.merchant.mchid,
      out_bill_no: body.out_bill_no,
      transfer_bill_no: body.transfer_bill_no,
      appid: gateway.merchant.appid,
      state: 'WAIT_USER_CONFIRM',
      transfer_amount: 300,
      transfer_remark: '新年快乐',
      openid: 'oBuyer',
      create_time: body.create_time,
      update_time: body.create_time,
    });
  });

  test('is TRANSFERING once confirmed, then SUCCESS, and the merchant is told', async () => {
    const outBillNo = await made();
    expect(await confirm(outBillNo)).toMatchObject({ transfer: { outBillNo, state: 'TRANSFERING' } });
    expect(await query(outBillNo)).toMatchObject({ state: 'TRANSFERING' });
    await later(30);
    const ended = await query(outBillNo);
    expect(ended).toMatchObject({ state: 'SUCCESS' });
    expect(ended).not.toHaveProperty('fail_reason');
    const [told] = await merchant.hears(1);
    expect(opened(told as (typeof merchant.received)[number])).toEqual({
      event_type: 'MCHTRANSFER.BILL.FINISHED',
      summary: '商家转账单据终态通知',
      resource_type: 'encrypt-resource',
      original_type: 'mch_payment',
      resource: {
        out_bill_no: outBillNo,
        transfer_bill_no: ended.transfer_bill_no,
        state: 'SUCCESS',
        mch_id: gateway.merchant.mchid,
        transfer_amount: 300,
        openid: 'oBuyer',
        create_time: ended.create_time,
        update_time: ended.update_time,
      },
    });
    await later(86_400);
    expect(merchant.received).toHaveLength(1);
  });

  test.each<[string, string, string, (outBillNo: unknown) => Promise<unknown>]>([
    ['nobody confirms within a day', 'FAIL', 'OVERDUE_CLOSE', () => later(86_400)],
    ['the user cannot be paid', 'FAIL', 'PAYEE_ACCOUNT_ABNORMAL', (outBillNo) => confirm(outBillNo, 'fail')],
    ['the merchant cancels', 'CANCELLED', 'MCH_CANCEL', cancel],
  ])('that %s ends %s, and the merchant is told %s', async (_, state, fail_reason, act) => {
    const outBillNo = await made();
    await act(outBillNo);
    await later(30);
    expect(await query(outBillNo)).toMatchObject({ state, fail_reason });
    const [told] = await merchant.hears(1);
    expect(opened(told as (typeof merchant.received)[number]).resource).toMatchObject({ state, fail_reason });
    expect(await confirm(outBillNo)).toMatchObject({ status: 409, error: { code: state } });
    expect((await gateway.control('state', undefined, 'GET')).transfers).toMatchObject([
      { outBillNo, state, failReason: fail_reason, attempts: [{ number: 1, outcome: 'acknowledged' }] },
    ]);
  });

  test('is told at 0 s, ten times every 15 s, ten times every 5 min and 44 times every 30 min', async () => {
    merchant.answers(500);
    const outBillNo = await made();
    await confirm(outBillNo);
    await later(30 + 10 * 15 + 10 * 300 + 44 * 1800 - 900);
    expect(merchant.received).toHaveLength(64);
    await later(86_400);
    expect(merchant.received).toHaveLength(65);
    const { transfers } = (await gateway.control('state', undefined, 'GET')) as unknown as {
      transfers: { attempts: Json[] }[];
    };
    const times = transfers.flatMap(({ attempts }) => attempts).map(({ virtualAt }) => Date.parse(String(virtualAt)));
    const waits = times.slice(1).map((time, n) => Math.round((time - Number(times[n])) / 1000));
    expect([waits[0], waits[9], waits[10], waits[19], waits[20], waits[63]]).toEqual([15, 15, 300, 300, 1800, 1800]);
  });

  test('is the same when the number comes again, and only then', async () => {
    const fields = { out_bill_no: 'AGAIN1', transfer_amount: 200_000 };
    const first = (await make({ ...fields, user_name: sealed('张三') }, withSerial())).body;
    expect((await make({ ...fields, user_name: sealed('张三') }, withSerial())).body).toEqual(first);
    expect(await make({ ...fields, user_name: sealed('李四') }, withSerial())).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '单号已存在但信息不一致，请查单后比较确认' },
    });
    await cancel('AGAIN1');
    const again = (await make({ ...fields, user_name: sealed('张三') }, withSerial())).body;
    expect(again).toMatchObject({ transfer_bill_no: first.transfer_bill_no, state: 'CANCELING' });
    expect(again).not.toHaveProperty('package_info');
  });

  test('is found by WeChat’s number, by its own merchant', async () => {
    const { body } = await make();
    const byBillNo = `${path}/transfer-bill-no/${body.transfer_bill_no}`;
    expect((await gateway.v3('GET', byBillNo)).body).toMatchObject({ out_bill_no: body.out_bill_no });
    const { mchid } = otherMerchant;
    const serial = new X509Certificate(gateway.key(`${mchid}.pem`)).serialNumber;
    const signer = { mchid, serial, privateKey: gateway.key(`${mchid}.key`) };
    expect(
      await gateway.v3('GET', byBillNo, undefined, { authorization: authorization(signer, 'GET', byBillNo, '') }),
    ).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', message: '记录不存在' } });
    expect(await query('NOBODY1')).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that is slow is ACCEPTED first, and can be cancelled even so', async () => {
    await gateway.control('faults', { slowTransfers: 2 });
    const { body } = await make();
    expect(body).toMatchObject({ state: 'ACCEPTED' });
    expect(body).not.toHaveProperty('package_info');
    expect(await confirm(body.out_bill_no)).toMatchObject({ status: 409, error: { code: 'ACCEPTED' } });
    await later(60);
    expect(await query(body.out_bill_no)).toMatchObject({ state: 'WAIT_USER_CONFIRM' });
    expect(await cancel(await made())).toMatchObject({ status: 200, body: { state: 'CANCELING' } });
  });
});

describe('cancelling', () => {
  test('again is the same', async () => {
    const outBillNo = await made();
    const first = await cancel(outBillNo);
    expect(first).toMatchObject({ status: 200, body: { out_bill_no: outBillNo, state: 'CANCELING' } });
    expect((await cancel(outBillNo)).body).toEqual(first.body);
    await later(30);
    expect((await cancel(outBillNo)).body).toMatchObject({ state: 'CANCELLED' });
  });

  test.each<[string, number, string, () => Promise<unknown>]>([
    ['nobody made', 404, 'NOT_FOUND', async () => 'NOBODY1'],
    [
      'the user has confirmed',
      400,
      'INVALID_REQUEST',
      async () => {
        const outBillNo = await made();
        await confirm(outBillNo);
        return outBillNo;
      },
    ],
    [
      'has failed',
      400,
      'INVALID_REQUEST',
      async () => {
        const outBillNo = await made();
        await later(86_400);
        return outBillNo;
      },
    ],
  ])('what %s is refused with %i %s', async (_, status, code, outBillNo) => {
    expect(await cancel(await outBillNo())).toMatchObject({ status, body: { code } });
  });
});

describe('the payee’s name', () => {
  test('goes back encrypted for the merchant, and must be the user’s', async () => {
    await gateway.control('payee', { openid: 'oKnown', name: '张三' });
    for (const [name, end] of [
      ['张三', { state: 'SUCCESS' }],
      ['李四', { state: 'FAIL', fail_reason: 'NAME_NOT_CORRECT' }],
    ] as const) {
      const outBillNo = await made({ openid: 'oKnown', transfer_amount: 200_000, user_name: sealed(name) });
      await confirm(outBillNo);
      await later(30);
      const answer = await query(outBillNo);
      expect(answer).toMatchObject(end);
      const key = { key: gateway.key('merchant.key'), oaepHash: 'sha1' };
      expect(privateDecrypt(key, Buffer.from(String(answer.user_name), 'base64')).toString()).toBe(name);
    }
  });

  test('may be encrypted under the public key, if the request names it', async () => {
    const body = { transfer_amount: 200_000, user_name: sealed('张三', 'wechat_public_key.pem') };
    expect(await make(body, withSerial())).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR' } });
    expect(await make(body, { 'wechatpay-serial': gateway.merchant.publicKeyId })).toMatchObject({ status: 200 });
  });

  test.each<[string, () => Json, Record<string, string>, string]>([
    ['missing from 2000 yuan on', () => ({ transfer_amount: 200_000 }), {}, '转账金额达到2000元时，收款用户姓名必填'],
    [
      'given below 0.3 yuan',
      () => ({ transfer_amount: 29, user_name: sealed('张三') }),
      {},
      '转账金额低于0.3元时，不支持传入收款用户姓名',
    ],
    [
      'encrypted under a key nobody names',
      () => ({ user_name: sealed('张三') }),
      {},
      'user_name是加密字段，Http头应有Wechatpay-Serial',
    ],
  ])('is refused when %s', async (_, fields, headers, message) => {
    expect(await make(fields(), headers)).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', message } });
  });
});

test.each<[string, string, string, Json]>([
  ['an appid of somebody else', 'INVALID_REQUEST', '商户号和appid没有绑定关系', { appid: 'wx0' }],
  ['a scene nobody has', 'PARAM_ERROR', '转账场景ID9999不存在或未开通', { transfer_scene_id: '9999' }],
  [
    'half of what is to be reported',
    'PARAM_ERROR',
    '未传入完整且对应的转账场景报备信息，请根据接口文档检查',
    { transfer_scene_report_infos: report('活动名称') },
  ],
  [
    'the report of another scene',
    'PARAM_ERROR',
    '未传入完整且对应的转账场景报备信息，请根据接口文档检查',
    { transfer_scene_report_infos: report('岗位类型', '报酬说明') },
  ],
  [
    '9 fen',
    'PARAM_ERROR',
    '输入源“/body/transfer_amount”映射到数值字段“转账金额”规则校验失败，值低于最小值 10',
    { transfer_amount: 9 },
  ],
])('a transfer with %s is refused with %s', async (_, code, message, fields) => {
  expect(await make(fields)).toMatchObject({ status: 400, body: { code, message } });
});

test.each<[string, string[]]>([
  ['1002', ['补贴类型']],
  ['1004', ['保险产品备案编号', '保险名称', '保险操作单号']],
  ['1005', ['岗位类型', '报酬说明']],
  ['1009', ['采购商品名称']],
  ['1010', ['回收商品名称']],
  ['1011', ['赔付原因']],
  ['1013', ['公益活动名称', '公益活动备案编号']],
])('scene %s wants its own report', async (transfer_scene_id, types) => {
  const transfer_scene_report_infos = report(...types);
  expect(await make({ transfer_scene_id, transfer_scene_report_infos })).toMatchObject({ status: 200 });
});

test.each<[Json, number, string]>([
  [{}, 400, '缺少 outBillNo'],
  [{ outBillNo: 'B0', outcome: 'perhaps' }, 400, 'outcome 应为 confirm 或 fail'],
  [{ outBillNo: 1 }, 400, 'outBillNo 应为字符串'],
  [{ outBillNo: 'B0' }, 404, '微信支付没有单号为 B0 的转账'],
  [{ color: 1 }, 400, '没有名为 color 的参数。可用的有：outBillNo、outcome、mchid'],
])('the control transfer refuses %j', async (body, status, message) => {
  expect(await gateway.control('transfer', body)).toMatchObject({ status, error: { message } });
});
