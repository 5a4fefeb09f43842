/** What the merchant's and WeChat's numbers are made of; they serve as keys, so nothing else may pass for one. */
export const OUT_TRADE_NO = /^[\w|*@-]{1,32}$/;
export const OUT_REFUND_NO = /^[\w|*@-]{1,64}$/;
export const WECHAT_NUMBER = /^\w{1,32}$/;
