/** Patterns as WeChat quotes them when a parameter does not match. */

/** https://pay.weixin.qq.com/doc/v3/merchant/4012791897 */
export const outTradeNoPattern = '^[0-9a-zA-Z_\\-\\|\\*]+$';

/** https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/create.html */
export const outRefundNoPattern = '^[0-9a-zA-Z_\\-\\|\\*@]+$';

/** An absolute http(s) address without query and fragment. */
export const notifyUrlPattern = '^https?://([^\\s/?#\\[\\]\\@]+\\@)?([^\\s/?#\\@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)$';

export const currencyPattern = '^CNY$';
