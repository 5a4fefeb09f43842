/** Fen as yuan. */
export const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`;

/** What a trade type is called by those who integrate it. */
export const products: Record<string, string> = {
  JSAPI: '小程序 / 公众号',
  APP: 'APP',
  NATIVE: 'Native 扫码',
  MWEB: 'H5',
  MICROPAY: '付款码',
  FACEPAY: '刷脸',
};

/** A state in Chinese, and whether it is good, bad or neither. */
export const states: Record<string, [words: string, tone: 'good' | 'bad' | 'wait' | 'idle']> = {
  NOTPAY: ['待支付', 'wait'],
  USERPAYING: ['待输密码', 'wait'],
  SUCCESS: ['已支付', 'good'],
  REFUND: ['有退款', 'idle'],
  CLOSED: ['已关闭', 'idle'],
  REVOKED: ['已撤销', 'idle'],
  PAYERROR: ['支付失败', 'bad'],
};

export const refundStates: Record<string, string> = {
  PROCESSING: '退款处理中',
  SUCCESS: '退款成功',
  CLOSED: '退款关闭',
  ABNORMAL: '退款异常',
};
