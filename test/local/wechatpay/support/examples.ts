import type { Fields, Json, TestGateway } from './gateway';

/** What the examples need the gateway to know besides its first merchant. */
export const exampleMerchants = {
  others: { subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }] },
};

type Merchant = Pick<TestGateway['merchant'], 'appid' | 'mchid'>;

const number = 'T202601010000';
const notify_url = 'https://shop.example.com/notify';

/** A right request of API v2 for each path; appid, mch_id, nonce_str and sign come with the sending. */
export function examplesV2({ appid, mchid }: Merchant): Record<string, Fields> {
  const order: Fields = { body: '苹果', out_trade_no: number, total_fee: 1280, spbill_create_ip: '203.0.113.7' };
  const byNumber: Fields = { out_trade_no: number };
  return {
    '/pay/unifiedorder': { ...order, notify_url, trade_type: 'JSAPI', openid: 'oBuyer' },
    '/pay/orderquery': byNumber,
    '/pay/closeorder': byNumber,
    '/pay/micropay': { ...order, auth_code: '134567890123456789' },
    '/secapi/pay/reverse': byNumber,
    '/tools/authcodetoopenid': { auth_code: '134567890123456789' },
    '/face/get_wxpayface_authinfo': {
      store_id: '1',
      store_name: '店 1',
      device_id: 'POS1',
      rawdata: 'raw',
      now: 1767196800,
      version: '1',
    },
    '/pay/facepay': { ...order, openid: 'oBuyer', face_code: 'face', sign_type: 'HMAC-SHA256' },
    '/pay/facepayquery': byNumber,
    '/secapi/pay/facepayreverse': byNumber,
    '/secapi/pay/refund': { ...byNumber, out_refund_no: 'R1', total_fee: 1280, refund_fee: 100 },
    '/pay/refundquery': byNumber,
    '/pay/downloadbill': { bill_date: '20260101', bill_type: 'ALL' },
    '/pay/downloadfundflow': { bill_date: '20260101', account_type: 'Basic', sign_type: 'HMAC-SHA256' },
    '/mmpaymkttransfers/sendredpack': { ...redPacket, wxappid: appid, total_num: 1, client_ip: '203.0.113.7' },
    '/mmpaymkttransfers/sendgroupredpack': { ...redPacket, wxappid: appid, total_num: 3, amt_type: 'ALL_RAND' },
    '/mmpaymkttransfers/gethbinfo': { mch_billno: 'B1', bill_type: 'MCHT' },
    '/mmpaymkttransfers/promotion/transfers': { ...userPayment, mch_appid: appid, mchid },
    '/mmpaymkttransfers/gettransferinfo': { partner_trade_no: 'P1' },
  };
}

const redPacket: Fields = {
  mch_billno: 'B1',
  send_name: '水果店',
  re_openid: 'oBuyer',
  total_amount: 300,
  wishing: '新年快乐',
  act_name: '抽奖',
  remark: '多买多送',
};

const userPayment: Fields = {
  partner_trade_no: 'P1',
  openid: 'oBuyer',
  check_name: 'NO_CHECK',
  amount: 100,
  desc: '退押金',
  spbill_create_ip: '203.0.113.7',
};

/** Where a request of API v3 goes, and what it says. */
export interface ExampleV3 {
  target: string;
  body?: Json;
}

/** A right request of API v3 for each method and path. */
export function examplesV3(merchant: Merchant): Record<string, ExampleV3> {
  const { mchid } = merchant;
  const partner = { sp_mchid: mchid, sub_mchid: '1900000109' };
  const transactions = '/v3/pay/transactions';
  const partnerTransactions = '/v3/pay/partner/transactions';
  const refunds = '/v3/refund/domestic/refunds';
  const byPartner = `sp_mchid=${mchid}&sub_mchid=1900000109`;
  return {
    ...orderExamples(merchant),
    ...combinedExamples(merchant),
    ...transferExamples(merchant),
    ...profitShareExamples(merchant),
    [`GET ${transactions}/out-trade-no/{out_trade_no}`]: {
      target: `${transactions}/out-trade-no/${number}?mchid=${mchid}`,
    },
    [`GET ${transactions}/id/{transaction_id}`]: { target: `${transactions}/id/4200000001?mchid=${mchid}` },
    [`POST ${transactions}/out-trade-no/{out_trade_no}/close`]: {
      target: `${transactions}/out-trade-no/${number}/close`,
      body: { mchid },
    },
    [`POST ${transactions}/out-trade-no/{out_trade_no}/reverse`]: {
      target: `${transactions}/out-trade-no/${number}/reverse`,
      body: { appid: merchant.appid, mchid },
    },
    [`GET ${partnerTransactions}/out-trade-no/{out_trade_no}`]: {
      target: `${partnerTransactions}/out-trade-no/${number}?${byPartner}`,
    },
    [`GET ${partnerTransactions}/id/{transaction_id}`]: { target: `${partnerTransactions}/id/4200000001?${byPartner}` },
    [`POST ${partnerTransactions}/out-trade-no/{out_trade_no}/close`]: {
      target: `${partnerTransactions}/out-trade-no/${number}/close`,
      body: partner,
    },
    [`POST ${partnerTransactions}/out-trade-no/{out_trade_no}/reverse`]: {
      target: `${partnerTransactions}/out-trade-no/${number}/reverse`,
      body: { sp_appid: merchant.appid, ...partner },
    },
    [`POST ${refunds}`]: {
      target: refunds,
      body: { out_trade_no: number, out_refund_no: 'R1', amount: { refund: 100, total: 1280, currency: 'CNY' } },
    },
    [`GET ${refunds}/{out_refund_no}`]: { target: `${refunds}/R1` },
    [`POST ${refunds}/{refund_id}/apply-abnormal-refund`]: {
      target: `${refunds}/50000000382019052709732678859/apply-abnormal-refund`,
      body: { out_refund_no: 'R1', type: 'MERCHANT_BANK_CARD' },
    },
    'GET /v3/bill/tradebill': { target: '/v3/bill/tradebill?bill_date=2026-01-01' },
    'GET /v3/bill/fundflowbill': { target: '/v3/bill/fundflowbill?bill_date=2026-01-01' },
    'GET /v3/billdownload/file': { target: '/v3/billdownload/file?token=t' },
    'GET /v3/certificates': { target: '/v3/certificates' },
  };
}

const products = ['jsapi', 'app', 'h5', 'native'] as const;
const h5 = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } };

function orderExamples({ appid, mchid }: Merchant): Record<string, ExampleV3> {
  const order = { description: '苹果', out_trade_no: number, amount: { total: 1280 } };
  const atTheTill = { payer: { auth_code: '134567890123456789' }, scene_info: { store_info: { id: '1' } } };
  const sellers = [
    ['/v3/pay/transactions', { appid, mchid }, { openid: 'oBuyer' }],
    [
      '/v3/pay/partner/transactions',
      { sp_appid: appid, sp_mchid: mchid, sub_mchid: '1900000109' },
      { sp_openid: 'oBuyer' },
    ],
  ] as const;
  return Object.fromEntries(
    sellers.flatMap(([path, seller, payer]) => [
      ...products.map((product) => [
        `POST ${path}/${product}`,
        {
          target: `${path}/${product}`,
          body: {
            ...seller,
            ...order,
            notify_url,
            ...(product === 'jsapi' && { payer }),
            ...(product === 'h5' && { scene_info: h5 }),
          },
        },
      ]),
      [`POST ${path}/codepay`, { target: `${path}/codepay`, body: { ...seller, ...order, ...atTheTill } }],
    ]),
  );
}

function combinedExamples({ appid, mchid }: Merchant): Record<string, ExampleV3> {
  const path = '/v3/combine-transactions';
  const numbers = [`${number}A`, `${number}B`].map((out_trade_no) => ({ mchid, out_trade_no }));
  const sub_orders = numbers.map((names) => ({
    ...names,
    attach: '店 1',
    amount: { total_amount: 100, currency: 'CNY' },
    description: '苹果',
  }));
  const combination = {
    combine_appid: appid,
    combine_mchid: mchid,
    combine_out_trade_no: number,
    notify_url,
    sub_orders,
  };
  return {
    ...Object.fromEntries(
      products.map((product) => [
        `POST ${path}/${product}`,
        {
          target: `${path}/${product}`,
          body: {
            ...combination,
            ...(product === 'jsapi' && { combine_payer_info: { openid: 'oBuyer' } }),
            ...(product === 'h5' && { scene_info: { ...h5, device_id: 'POS1:1' } }),
          },
        },
      ]),
    ),
    [`GET ${path}/out-trade-no/{combine_out_trade_no}`]: { target: `${path}/out-trade-no/${number}` },
    [`POST ${path}/out-trade-no/{combine_out_trade_no}/close`]: {
      target: `${path}/out-trade-no/${number}/close`,
      body: { combine_appid: appid, sub_orders: numbers },
    },
  };
}

function transferExamples({ appid }: Merchant): Record<string, ExampleV3> {
  const path = '/v3/fund-app/mch-transfer/transfer-bills';
  const body = {
    appid,
    out_bill_no: 'B1',
    transfer_scene_id: '1009',
    openid: 'oBuyer',
    transfer_amount: 300,
    transfer_remark: '货款',
    transfer_scene_report_infos: [{ info_type: '采购商品名称', info_content: '苹果' }],
  };
  return {
    [`POST ${path}`]: { target: path, body },
    [`GET ${path}/out-bill-no/{out_bill_no}`]: { target: `${path}/out-bill-no/B1` },
    [`GET ${path}/transfer-bill-no/{transfer_bill_no}`]: { target: `${path}/transfer-bill-no/1330000` },
    [`POST ${path}/out-bill-no/{out_bill_no}/cancel`]: { target: `${path}/out-bill-no/B1/cancel` },
  };
}

function profitShareExamples({ appid }: Merchant): Record<string, ExampleV3> {
  const path = '/v3/profitsharing';
  const share = { transaction_id: '4200000001', out_order_no: 'S1' };
  const receiver = { appid, type: 'PERSONAL_OPENID', account: 'oPartner' };
  const returned = { out_return_no: 'RS1', return_mchid: '1900000200', amount: 1, description: '退货' };
  return {
    [`POST ${path}/receivers/add`]: {
      target: `${path}/receivers/add`,
      body: { ...receiver, relation_type: 'PARTNER' },
    },
    [`POST ${path}/receivers/delete`]: { target: `${path}/receivers/delete`, body: receiver },
    [`POST ${path}/orders`]: { target: `${path}/orders`, body: { ...share, unfreeze_unsplit: true } },
    [`GET ${path}/orders/{out_order_no}`]: { target: `${path}/orders/S1?transaction_id=4200000001` },
    [`POST ${path}/orders/unfreeze`]: { target: `${path}/orders/unfreeze`, body: { ...share, description: '解冻' } },
    [`POST ${path}/return-orders`]: { target: `${path}/return-orders`, body: { out_order_no: 'S1', ...returned } },
    [`GET ${path}/return-orders/{out_return_no}`]: { target: `${path}/return-orders/RS1?out_order_no=S1` },
    [`GET ${path}/transactions/{transaction_id}/amounts`]: { target: `${path}/transactions/4200000001/amounts` },
  };
}
