import type { Merchant } from '../../../cloudfunctions/lib/payment/merchant';
import type { Order } from '../../../cloudfunctions/lib/payment/order';
import { type Message, notificationV2, notificationV3, type WechatKeys } from '../../support/sign-as-wechat';

/** What a message says of a trade, whatever the protocol calls it. */
export type Part =
  | 'outTradeNo'
  | 'state'
  | 'transactionId'
  | 'paidAt'
  | 'total'
  | 'payerTotal'
  | 'currency'
  | 'appid'
  | 'mchid'
  | 'subAppid'
  | 'subMchid'
  | 'openid';

/** A message of WeChat's before it is signed. */
export interface Draft {
  api: 'v2' | 'v3';
  parts: Partial<Record<Part, unknown>>;
  /** Further fields, by their names on the wire. */
  more: Record<string, unknown>;
  /** How it is wrapped: what the signature and the encryption are made with, and what stands around them. */
  wrap: {
    signType?: 'MD5' | 'HMAC-SHA256';
    apiKey?: string;
    content?: unknown;
    v3?: Parameters<typeof notificationV3>[2];
  };
}

export type Seller = 'merchant' | 'provider';

export const sellers: Record<Seller, Merchant> = {
  merchant: { appid: 'wx0123456789abcdef', mchid: '1900000001' },
  provider: {
    appid: 'wx0123456789abcdef',
    mchid: '1900000001',
    subAppid: 'wx8888888888888888',
    subMchid: '1900000109',
  },
};

/** When everything here was paid, in milliseconds and as each protocol writes it. */
export const PAID_AT_MS = 1_796_867_970_000;
const PAID_AT = { v2: '20261210095930', v3: '2026-12-10T09:59:30+08:00' };

/** What WeChat would say of this order once it is paid. */
export function genuineDraft(api: Draft['api'], order: Order, transactionId: string): Draft {
  const { _id: outTradeNo, amount, openid, appid, mchid, subAppid, subMchid } = order;
  const sub = subMchid === undefined ? {} : { subAppid, subMchid };
  const total = api === 'v2' ? String(amount) : amount;
  return {
    api,
    parts: {
      ...{ outTradeNo, transactionId, paidAt: PAID_AT[api], appid, mchid, ...sub, openid },
      ...{ total, payerTotal: total, currency: 'CNY', ...(api === 'v3' ? { state: 'SUCCESS' } : {}) },
    },
    more:
      api === 'v2'
        ? { return_code: 'SUCCESS', result_code: 'SUCCESS', trade_type: 'JSAPI', bank_type: 'OTHERS', nonce_str: 'a1' }
        : { trade_type: 'JSAPI', bank_type: 'OTHERS', trade_state_desc: '支付成功' },
    wrap: {},
  };
}

/** Signs a draft as WeChat would, had it really said that. */
export function signed(draft: Draft, keys: WechatKeys, seller: Seller, signType: 'MD5' | 'HMAC-SHA256'): Message {
  const { api, parts, more, wrap } = draft;
  if (api === 'v3') return notificationV3(keys, wrap.content ?? v3Transaction(parts, more, seller), wrap.v3);
  const merchant = { ...keys.merchant, apiKey: wrap.apiKey ?? keys.merchant.apiKey };
  return notificationV2({ ...keys, merchant }, v2Fields(parts, more, seller), wrap.signType ?? signType);
}

/** https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_7 */
function v2Fields(parts: Draft['parts'], more: Draft['more'], seller: Seller): Record<string, string> {
  const fields = {
    out_trade_no: parts.outTradeNo,
    trade_state: parts.state,
    transaction_id: parts.transactionId,
    time_end: parts.paidAt,
    total_fee: parts.total,
    cash_fee: parts.payerTotal,
    fee_type: parts.currency,
    appid: parts.appid,
    mch_id: parts.mchid,
    sub_appid: parts.subAppid,
    sub_mch_id: parts.subMchid,
    [seller === 'provider' ? 'sub_openid' : 'openid']: parts.openid,
    ...more,
  };
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Record<string, string>;
}

/** https://pay.weixin.qq.com/doc/v3/merchant/4012791902, and /doc/v3/partner/4012085801 for a provider */
function v3Transaction(parts: Draft['parts'], more: Draft['more'], seller: Seller): Record<string, unknown> {
  const provider = seller === 'provider';
  return {
    out_trade_no: parts.outTradeNo,
    trade_state: parts.state,
    transaction_id: parts.transactionId,
    success_time: parts.paidAt,
    amount: { total: parts.total, payer_total: parts.payerTotal, currency: parts.currency, payer_currency: 'CNY' },
    [provider ? 'sp_appid' : 'appid']: parts.appid,
    [provider ? 'sp_mchid' : 'mchid']: parts.mchid,
    sub_appid: parts.subAppid,
    sub_mchid: parts.subMchid,
    payer: { [provider ? 'sub_openid' : 'openid']: parts.openid },
    ...more,
  };
}
