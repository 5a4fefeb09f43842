/** `err_code` and the words that come with it, as real answers have them (https://pay.weixin.qq.com/doc/v2/merchant/4011935214). */
const descriptions = {
  INVALID_REQUEST: '201 商户订单号重复',
  ORDERPAID: '该订单已支付',
  ORDERCLOSED: '该订单已关闭',
  ORDERNOTEXIST: 'order not exist',
  ORDER_NOT_READY: '订单生成后不能马上调用关单接口，最短调用时间间隔为5分钟',
  SYSTEMERROR: '系统错误',
  FREQUENCY_LIMITED: '频率限制',
} as const;

export type ErrCode = keyof typeof descriptions;

export function refusal(errCode: ErrCode, errCodeDes: string = descriptions[errCode]) {
  return { ok: false, errCode, errCodeDes } as const;
}
