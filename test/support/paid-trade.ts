type Fields = Record<string, unknown>;

/** Whose order was paid, with what transaction. Money is fen. */
export interface PaidOrder {
  appid: unknown;
  mchid: unknown;
  openid: unknown;
  outTradeNo: unknown;
  transactionId: unknown;
  total: unknown;
}

/** What WeChat says of an order that was paid, by API v3: https://pay.weixin.qq.com/doc/v3/merchant/4012791861 */
export const paidTradeV3 = ({ appid, mchid, openid, outTradeNo, transactionId, total }: PaidOrder): Fields => ({
  appid,
  mchid,
  out_trade_no: outTradeNo,
  transaction_id: transactionId,
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: '',
  success_time: '2026-11-24T12:00:00+08:00',
  payer: { openid },
  amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
});

/** The same by API v2, before it is signed: https://pay.weixin.qq.com/doc/v2/merchant/4011985891 */
export const paidTradeV2 = ({ appid, mchid, openid, outTradeNo, transactionId, total }: PaidOrder): Fields => ({
  return_code: 'SUCCESS',
  result_code: 'SUCCESS',
  appid,
  mch_id: mchid,
  nonce_str: 'abcdef0123456789',
  openid,
  is_subscribe: 'N',
  trade_type: 'JSAPI',
  bank_type: 'OTHERS',
  total_fee: String(total),
  fee_type: 'CNY',
  cash_fee: String(total),
  transaction_id: transactionId,
  out_trade_no: outTradeNo,
  time_end: '20261124120000',
});
