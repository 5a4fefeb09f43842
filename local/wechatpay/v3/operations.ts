import type { Operation } from './operation';
import { certificates } from './operations/certificates';
import { closeOrder, partnerCloseOrder } from './operations/close-order';
import { codePay, partnerCodePay } from './operations/code-pay';
import { orders } from './operations/order';
import {
  partnerQueryByOutTradeNo,
  partnerQueryByTransactionId,
  queryByOutTradeNo,
  queryByTransactionId,
} from './operations/query-order';
import { queryRefund } from './operations/query-refund';
import { refund } from './operations/refund';
import { partnerReverse, reverse } from './operations/reverse';

/** Every method and path of API v3 that this gateway answers. */
export const operations: readonly Operation[] = [
  ...orders,
  queryByOutTradeNo,
  queryByTransactionId,
  closeOrder,
  partnerQueryByOutTradeNo,
  partnerQueryByTransactionId,
  partnerCloseOrder,
  codePay,
  partnerCodePay,
  reverse,
  partnerReverse,
  refund,
  queryRefund,
  certificates,
];
