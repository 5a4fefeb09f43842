import type { Operation } from './operation';
import { applyAbnormalRefund } from './operations/apply-abnormal-refund';
import { applyFundFlowBill, applyTradeBill } from './operations/apply-bill';
import { certificates } from './operations/certificates';
import { closeCombined } from './operations/close-combined';
import { closeOrder, partnerCloseOrder } from './operations/close-order';
import { codePay, partnerCodePay } from './operations/code-pay';
import { combineOrders } from './operations/combine-order';
import { downloadBill } from './operations/download-bill';
import { orders } from './operations/order';
import { queryCombined } from './operations/query-combined';
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
  ...combineOrders,
  queryCombined,
  closeCombined,
  refund,
  queryRefund,
  applyAbnormalRefund,
  applyTradeBill,
  applyFundFlowBill,
  downloadBill,
  certificates,
];
