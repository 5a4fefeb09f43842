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
  NOTENOUGH: '余额不足',
  REFUNDNOTEXIST: 'not exist',
  NOAUTH: '商户无此接口权限',
  OUT_TRADE_NO_USED: '商户订单号重复',
  ORDERREVERSED: '订单已撤销',
  APPID_NOT_EXIST: 'appid不存在',
  MCHID_NOT_EXIST: '商户号mch_id不存在',
  APPID_MCHID_NOT_MATCH: 'appid和mch_id不匹配',
  PARAM_ERROR: '参数错误',
  LACK_PARAMS: '缺少参数',
  SIGNERROR: '签名错误',
  XML_FORMAT_ERROR: 'XML格式错误',
  REQUIRE_POST_METHOD: '请使用post方法',
  POST_DATA_EMPTY: 'post数据为空',
  NOT_UTF8: '编码格式错误',
  BANKERROR: '银行系统异常',
  USERPAYING: '需要用户输入支付密码',
  TRADE_ERROR: '交易错误',
  AUTHCODEEXPIRE: '二维码已过期，请用户在微信上刷新后再试',
  AUTH_CODE_ERROR: '每个二维码仅限使用一次，请刷新再试',
  AUTH_CODE_INVALID: '请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)',
  NOTSUPORTCARD: '不支持卡类型',
  BUYER_MISMATCH: '支付帐号错误',
  BIZERR_NEED_RETRY: '退款业务流程错误，需要商户触发重试来解决',
  ERROR: '业务错误',
  USER_ACCOUNT_ABNORMAL: '用户帐号注销',
  INVALID_REQ_TOO_MUCH: '无效请求过多',
  REVERSE_EXPIRE: '订单无法撤销',
  NO_BILL_EXIST: '账单不存在',
  BILL_CREATING: '账单未生成',
  NO_AUTH: '发放失败，此请求可能存在风险，已被微信拦截',
  SENDNUM_LIMIT: '该用户今日领取红包个数超过限制',
  ILLEGAL_APPID: '非法appid，请确认是否为公众号的appid，不能为APP的appid',
  MONEY_LIMIT: '红包金额发放限制',
  SEND_FAILED: '红包发放失败,请更换单号再重试',
  FATAL_ERROR: '重复请求时，参数与原单不一致',
  SIGN_ERROR: '签名错误',
  XML_ERROR: '输入xml参数格式错误',
  FREQ_LIMIT: '超过频率限制,请稍后再试',
  OPENID_ERROR: 'openid和appid不匹配',
  MSGAPPID_ERROR: '触达消息给用户appid有误',
  ACCEPTMODE_ERROR: '主、子商户号关系校验失败',
  PROCESSING: '请求已受理，请稍后使用原单号查询发放结果',
  NOT_FOUND: '指定单号数据不存在',
  AMOUNT_LIMIT: '付款金额超出限制，每次付款应不少于0.3元，不多于20000元',
  NAME_MISMATCH: '真实姓名不一致',
  V2_ACCOUNT_SIMPLE_BAN: '无法给未实名用户付款',
  PARAM_IS_NOT_UTF8: '请求参数中包含非utf8编码字符',
} as const;

export type ErrCode = keyof typeof descriptions;

export function refusal(errCode: ErrCode, errCodeDes: string = descriptions[errCode]) {
  return { ok: false, errCode, errCodeDes } as const;
}

/**
 * What `/pay/downloadbill` says in `return_msg`, and the `error_code` beside it. Of the numbers, 20001 for a wrong
 * parameter and 20002 for a bill that is not there were seen in real answers.
 */
const billErrors = {
  SYSTEMERROR: '20001',
  'invalid bill_type': '20001',
  'invalid bill_date': '20001',
  'data format error': '20001',
  'missing parameter': '20001',
  'SIGN ERROR': '20001',
  'No Bill Exist': '20002',
  'Bill Creating': '20002',
  'CompressGZip Error': '20001',
  'UnCompressGZip Error': '20001',
} as const;

export type BillError = keyof typeof billErrors;

export function billRefusal(returnMsg: BillError) {
  return { ok: false, returnMsg, errorCode: billErrors[returnMsg] } as const;
}
