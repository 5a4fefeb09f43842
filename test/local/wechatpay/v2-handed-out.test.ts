import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fields, Json } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { answerOverTls, merchantKeys, v2OverTls } from './support/refunds';
import { useGateway } from './support/use-gateway';

const subMerchant = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant], subMerchants: [subMerchant] } } });
afterEach(() => gateway.control('reset'));

const later = (advanceSeconds: number) => gateway.control('clock', { advanceSeconds });
let numbers = 0;

const packet = (fields: Fields = {}): Fields => ({
  mch_billno: `B${++numbers}`,
  wxappid: gateway.merchant.appid,
  send_name: '水果店',
  re_openid: 'oBuyer',
  total_amount: 300,
  total_num: 1,
  wishing: '新年快乐',
  client_ip: '203.0.113.7',
  act_name: '抽奖',
  remark: '多买多送',
  ...fields,
});
const group = (fields: Fields = {}): Fields => packet({ total_num: 3, amt_type: 'ALL_RAND', ...fields });

const send = (fields: Fields) => v2OverTls(gateway, '/mmpaymkttransfers/sendredpack', fields);
const sendGroup = (fields: Fields) => v2OverTls(gateway, '/mmpaymkttransfers/sendgroupredpack', fields);
const query = ({ mch_billno }: Fields) =>
  v2OverTls(gateway, '/mmpaymkttransfers/gethbinfo', { mch_billno: String(mch_billno), bill_type: 'MCHT' });
const open = ({ mch_billno: mchBillNo }: Fields, openid?: string): Promise<Json> =>
  gateway.control('redpack', { mchBillNo, ...(openid !== undefined && { openid }) });

describe('a red packet', () => {
  test('is sent once per number, and its answers carry no signature', async () => {
    const asked = packet();
    const first = await send(asked);
    expect(first).toEqual({
      return_code: 'SUCCESS',
      return_msg: 'OK',
      result_code: 'SUCCESS',
      wxappid: gateway.merchant.appid,
      mch_id: gateway.merchant.mchid,
      mch_billno: String(asked.mch_billno),
      re_openid: 'oBuyer',
      total_amount: '300',
      send_listid: expect.stringMatching(/^\d{28}$/),
    });
    expect((await send({ ...asked, client_ip: '203.0.113.8' })).send_listid).toBe(first.send_listid);
    expect(await send({ ...asked, re_openid: 'oAnother' })).toMatchObject({ err_code: 'FATAL_ERROR' });
    expect((await gateway.control('state', undefined, 'GET')).redPackets).toMatchObject([
      { mchBillno: asked.mch_billno, openid: 'oBuyer', total: 300, state: 'SENT', claims: [] },
    ]);
  });

  test('is SENT until it is opened, and RECEIVED then', async () => {
    const asked = packet();
    const { send_listid } = await send(asked);
    expect(await query(asked)).toMatchObject({
      result_code: 'SUCCESS',
      appid: gateway.merchant.appid,
      detail_id: send_listid,
      status: 'SENT',
      send_type: 'API',
      hb_type: 'NORMAL',
      total_num: '1',
      total_amount: '300',
      wishing: '新年快乐',
      act_name: '抽奖',
      remark: '多买多送',
      send_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(await open(asked)).toMatchObject({ openid: 'oBuyer', amount: 300, redPacket: { state: 'RECEIVED' } });
    const about = { mch_billno: String(asked.mch_billno), bill_type: 'MCHT' };
    const { text } = await answerOverTls(gateway, '/mmpaymkttransfers/gethbinfo', about);
    expect(text).toContain('<status><![CDATA[RECEIVED]]></status>');
    expect(text).toMatch(
      /<hblist><hbinfo><openid><!\[CDATA\[oBuyer\]\]><\/openid><amount>300<\/amount><rcv_time><!\[CDATA\[[\d :-]{19}\]\]><\/rcv_time><\/hbinfo><\/hblist>/,
    );
    expect(text).not.toContain('<sign>');
  });

  test('goes back to the merchant after a day', async () => {
    const asked = packet();
    await send(asked);
    await later(86_399);
    expect(await query(asked)).toMatchObject({ status: 'SENT' });
    await later(1);
    expect(await query(asked)).toMatchObject({
      status: 'REFUND',
      refund_amount: '300',
      refund_time: expect.stringMatching(/^\d{4}-/),
    });
    expect(await open(asked)).toMatchObject({ status: 409, error: { code: 'EXPIRED' } });
    await later(30 * 86_400);
    expect(await query(asked)).toMatchObject({ err_code: 'NOT_FOUND' });
  });

  test('of a group is opened by as many as it is for, and all of it is given', async () => {
    const asked = group({ total_amount: 1000 });
    expect(await sendGroup(asked)).toMatchObject({ result_code: 'SUCCESS', total_amount: '1000' });
    const amounts: number[] = [];
    for (const openid of ['oBuyer', 'oFriend1', 'oFriend2']) {
      amounts.push(Number((await open(asked, openid)).amount));
      expect(await open(asked, openid)).toMatchObject({ status: 409 });
    }
    expect(Math.min(...amounts)).toBeGreaterThan(0);
    expect(amounts.reduce((sum, amount) => sum + amount)).toBe(1000);
    expect(await query(asked)).toMatchObject({ status: 'RECEIVED', hb_type: 'GROUP', total_num: '3' });
    expect(await open(asked, 'oFriend3')).toMatchObject({ status: 409, error: { code: 'GONE' } });
  });

  test('of a group gives back what nobody opened', async () => {
    const asked = group({ total_amount: 900 });
    await sendGroup(asked);
    const { amount } = await open(asked);
    await later(86_400);
    expect(await query(asked)).toMatchObject({ status: 'REFUND', refund_amount: String(900 - Number(amount)) });
  });

  test('of another merchant is not found', async () => {
    const asked = packet({ sub_mch_id: subMerchant.mchid, msgappid: 'wxsub0000000000001' });
    expect(await send(asked)).toMatchObject({ result_code: 'SUCCESS' });
    expect(await query(asked)).toMatchObject({ err_code: 'NOT_FOUND', err_code_des: '指定单号数据不存在' });
  });

  test('can be sent to one user ten times a day', async () => {
    for (let n = 0; n < 10; n += 1) expect(await send(packet())).toMatchObject({ result_code: 'SUCCESS' });
    expect(await send(packet())).toMatchObject({ err_code: 'SENDNUM_LIMIT' });
    expect(await send(packet({ re_openid: 'oAnother' }))).toMatchObject({ result_code: 'SUCCESS' });
    await later(86_400);
    expect(await send(packet())).toMatchObject({ result_code: 'SUCCESS' });
  });

  test.each<[string, string, () => Promise<Fields>]>([
    ['99 fen', 'MONEY_LIMIT', () => send(packet({ total_amount: 99 }))],
    ['20001 fen', 'MONEY_LIMIT', () => send(packet({ total_amount: 20_001 }))],
    ['49901 fen of a scene', 'MONEY_LIMIT', () => send(packet({ total_amount: 49_901, scene_id: 'PRODUCT_2' }))],
    ['less than a yuan for each', 'MONEY_LIMIT', () => sendGroup(group({ total_amount: 299 }))],
    ['two users', 'PARAM_ERROR', () => send(packet({ total_num: 2 }))],
    ['a group of two', 'PARAM_ERROR', () => sendGroup(group({ total_num: 2 }))],
    ['a group of twenty-one', 'PARAM_ERROR', () => sendGroup(group({ total_num: 21, total_amount: 2100 }))],
    ['an address that is none', 'PARAM_ERROR', () => send(packet({ client_ip: '300.0.0.1' }))],
    ['a provider’s without msgappid', 'MSGAPPID_ERROR', () => send(packet({ sub_mch_id: subMerchant.mchid }))],
  ])('of %s is refused with %s', async (_, err_code, ask) => {
    expect(await ask()).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code });
    expect(await gateway.control('state', undefined, 'GET')).toMatchObject({ redPackets: [] });
  });

  test.each([
    ['20001 fen', { total_amount: 20_001, scene_id: 'PRODUCT_2' }],
    ['30 fen', { total_amount: 30, scene_id: 'PRODUCT_8' }],
  ])('of %s is sent where there is a scene', async (_, fields) => {
    expect(await send(packet(fields as Fields))).toMatchObject({ result_code: 'SUCCESS' });
  });

  test.each<[Fields, string]>([
    [{ wxappid: 'wx0' }, 'wxappid和mch_id不匹配'],
    [{ sign_type: 'HMAC-SHA256' }, 'sign_type参数格式错误，应为 MD5'],
    [{ scene_id: 'PRODUCT_9' }, expect.stringContaining('scene_id') as unknown as string],
    [{ mch_billno: 'B-1' }, expect.stringContaining('mch_billno') as unknown as string],
  ])('with %j is refused without a result', async (fields, return_msg) => {
    expect(await send(packet(fields))).toEqual({ return_code: 'FAIL', return_msg });
  });
});

describe('without the merchant’s own certificate', () => {
  const paths = ['sendredpack', 'sendgroupredpack', 'gethbinfo', 'promotion/transfers', 'gettransferinfo'];
  const requests: Record<string, () => Fields> = {
    sendredpack: packet,
    sendgroupredpack: group,
    gethbinfo: () => ({ mch_billno: 'B1', bill_type: 'MCHT' }),
    'promotion/transfers': () => payment(),
    gettransferinfo: () => ({ partner_trade_no: 'P1' }),
  };
  test.each(paths)('%s is refused with CA_ERROR', async (path) => {
    for (const keys of ['none', merchantKeys(gateway, otherMerchant.mchid)] as const) {
      const asked = (requests[path] as () => Fields)();
      expect(await v2OverTls(gateway, `/mmpaymkttransfers/${path}`, asked, keys)).toMatchObject({
        result_code: 'FAIL',
        err_code: 'CA_ERROR',
        err_code_des: '证书有误',
      });
    }
  });
});

const payment = (fields: Fields = {}): Fields => ({
  mch_appid: gateway.merchant.appid,
  mchid: gateway.merchant.mchid,
  partner_trade_no: `P${++numbers}`,
  openid: 'oBuyer',
  check_name: 'NO_CHECK',
  amount: 100,
  desc: '退押金',
  spbill_create_ip: '203.0.113.7',
  ...fields,
});
const pay = (fields: Fields) => v2OverTls(gateway, '/mmpaymkttransfers/promotion/transfers', fields);
const queryPayment = ({ partner_trade_no }: Fields) =>
  v2OverTls(gateway, '/mmpaymkttransfers/gettransferinfo', { partner_trade_no: String(partner_trade_no) });

describe('a payment to a user', () => {
  test('is made once per number, and told for thirty days', async () => {
    const asked = payment({ check_name: 'FORCE_CHECK', re_user_name: '张三' });
    const first = await pay(asked);
    expect(first).toEqual({
      return_code: 'SUCCESS',
      return_msg: 'OK',
      result_code: 'SUCCESS',
      mch_appid: gateway.merchant.appid,
      mchid: gateway.merchant.mchid,
      nonce_str: expect.stringMatching(/^\w{1,32}$/),
      partner_trade_no: String(asked.partner_trade_no),
      payment_no: expect.stringMatching(/^\d{28}$/),
      payment_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(await pay(asked)).toEqual({ ...first, nonce_str: expect.any(String) });
    expect(await pay({ ...asked, amount: 101 })).toMatchObject({ err_code: 'FATAL_ERROR' });
    expect(await queryPayment(asked)).toMatchObject({
      result_code: 'SUCCESS',
      status: 'SUCCESS',
      detail_id: first.payment_no,
      openid: 'oBuyer',
      transfer_name: '张三',
      payment_amount: '100',
      payment_time: first.payment_time,
      desc: '退押金',
    });
    expect((await gateway.control('state', undefined, 'GET')).userPayments).toMatchObject([
      { partnerTradeNo: asked.partner_trade_no, amount: 100 },
    ]);
    await later(30 * 86_400 + 60);
    expect(await queryPayment(asked)).toMatchObject({ err_code: 'NOT_FOUND' });
  });

  test.each<[string, string, Fields]>([
    ['29 fen', 'AMOUNT_LIMIT', { amount: 29 }],
    ['more than 20000 yuan', 'AMOUNT_LIMIT', { amount: 2_000_001 }],
    ['a name to check that is not there', 'PARAM_ERROR', { check_name: 'FORCE_CHECK' }],
    ['an address that is none', 'PARAM_ERROR', { spbill_create_ip: 'here' }],
    ['another name', 'NAME_MISMATCH', { openid: 'oKnown', check_name: 'FORCE_CHECK', re_user_name: '李四' }],
  ])('of %s is refused with %s', async (_, err_code, fields) => {
    await gateway.control('payee', { openid: 'oKnown', name: '张三' });
    expect(await pay(payment(fields))).toMatchObject({ result_code: 'FAIL', err_code });
  });

  test('has the right name, or one that is not checked', async () => {
    await gateway.control('payee', { openid: 'oKnown', name: '张三' });
    for (const fields of [
      { check_name: 'FORCE_CHECK', re_user_name: '张三' },
      { check_name: 'NO_CHECK', re_user_name: '李四' },
    ]) {
      expect(await pay(payment({ openid: 'oKnown', ...fields }))).toMatchObject({ result_code: 'SUCCESS' });
    }
  });

  test('adds up to 20000 yuan a day for one user', async () => {
    expect(await pay(payment({ amount: 2_000_000 }))).toMatchObject({ result_code: 'SUCCESS' });
    expect(await pay(payment())).toMatchObject({ err_code: 'MONEY_LIMIT' });
    expect(await pay(payment({ openid: 'oAnother' }))).toMatchObject({ result_code: 'SUCCESS' });
    await later(86_400);
    expect(await pay(payment())).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('is refused with NOTENOUGH when asked to, and was not made', async () => {
    const refuse = { path: '/mmpaymkttransfers/promotion/transfers', code: 'NOTENOUGH', times: 1 };
    await gateway.control('faults', { refuse });
    const asked = payment();
    expect(await pay(asked)).toMatchObject({ err_code: 'NOTENOUGH' });
    expect(await queryPayment(asked)).toMatchObject({ err_code: 'NOT_FOUND' });
    expect(await pay(asked)).toMatchObject({ result_code: 'SUCCESS' });
  });

  test('that comes too often is refused in this page’s word', async () => {
    await gateway.control('faults', { frequencyLimited: 1 });
    expect(await pay(payment())).toMatchObject({ err_code: 'FREQ_LIMIT', err_code_des: '超过频率限制,请稍后再试' });
  });
});

test.each<[string, Json, number, string]>([
  ['redpack', {}, 400, '缺少 mchBillNo'],
  ['redpack', { mchBillNo: '' }, 400, 'mchBillNo 应为非空字符串'],
  ['redpack', { mchBillNo: 'B0' }, 404, '微信支付没有单号为 B0 的红包'],
  ['redpack', { color: 1 }, 400, '没有名为 color 的参数。可用的有：mchBillNo、openid、mchid'],
  ['payee', { openid: 'o' }, 400, 'name 应为非空字符串'],
  ['payee', { name: '张三' }, 400, 'openid 应为非空字符串'],
  ['payee', { color: 1 }, 400, '没有名为 color 的参数。可用的有：openid、name'],
])('the control %s refuses %j', async (name, body, status, message) => {
  expect(await gateway.control(name, body)).toMatchObject({ status, error: { message } });
});
