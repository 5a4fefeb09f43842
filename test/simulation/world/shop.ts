import type { Fen } from '../../../cloudfunctions/lib/payment/fen';

/** The shop of every history; its goods are those of the product's own catalogue. */
export const MERCHANT = { appid: 'wx0123456789abcdef', mchid: '1900000001' };
export const ORDER_MINUTES = 15;

/** Those who may see the books and refund. */
export const OPERATORS = ['oOperator1', 'oOperator2'] as const;
/** Less than many an order, so that some refunds need the second of them. */
export const SECOND_OPERATOR_ABOVE = 3_000 as Fen;
