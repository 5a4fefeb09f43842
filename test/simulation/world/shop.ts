/** The shop of every history; its goods are those of the product's own catalogue. */
export const MERCHANT = { appid: 'wx0123456789abcdef', mchid: '1900000001' };
export const ORDER_MINUTES = 15;
