/**
 * `err_code` and the words that come with it, as real answers have them (https://pay.weixin.qq.com/doc/v2/merchant/4011935214;
 * of refunds: https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_4).
 */
const descriptions = {
  INVALID_REQUEST: '201 商户订单号重复',
  ORDERPAID: '该订单已支付',
  ORDERCLOSED: '该订单已关闭',
  ORDERNOTEXIST: 'order not exist',
  ORDER_NOT_READY: '订单生成后不能马上调用关单接口，最短调用时间间隔为5分钟',
  SYSTEMERROR: '系统错误',
  FREQUENCY_LIMITED: '频率限制',
  CERT_ERROR: '证书校验错误',
  CA_ERROR: '证书有误',
  INVALID_TRANSACTIONID: '无效transaction_id',
  TRADE_OVERDUE: '订单已经超过退款期限',
  REFUND_FEE_MISMATCH: '订单金额或退款金额与之前请求不一致，请核实后再试',
  NOTENOUGH: '基本账户余额不足，请充值后重新发起',
  REFUNDNOTEXIST: 'not exist',
} as const;

export type ErrCode = keyof typeof descriptions;

export function refusal(errCode: ErrCode, errCodeDes: string = descriptions[errCode]) {
  return { ok: false, errCode, errCodeDes } as const;
}
