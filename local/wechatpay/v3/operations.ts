import type { Operation } from './operation';
import { addProfitShareReceiver } from './operations/add-profit-share-receiver';
import { applyAbnormalRefund } from './operations/apply-abnormal-refund';
import { applyFundFlowBill, applyTradeBill } from './operations/apply-bill';
import { cancelTransfer } from './operations/cancel-transfer';
import { certificates } from './operations/certificates';
import { closeCombined } from './operations/close-combined';
import { closeOrder, partnerCloseOrder } from './operations/close-order';
import { codePay, partnerCodePay } from './operations/code-pay';
import { combineOrders } from './operations/combine-order';
import { deleteProfitShareReceiver } from './operations/delete-profit-share-receiver';
import { downloadBill } from './operations/download-bill';
import { orders } from './operations/order';
import { queryCombined } from './operations/query-combined';
import {
  partnerQueryByOutTradeNo,
  partnerQueryByTransactionId,
  queryByOutTradeNo,
  queryByTransactionId,
} from './operations/query-order';
import { queryProfitShare } from './operations/query-profit-share';
import { queryProfitShareReturn } from './operations/query-profit-share-return';
import { queryRefund } from './operations/query-refund';
import { queryTransfer, queryTransferByBillNo } from './operations/query-transfer';
import { queryUnsplitAmount } from './operations/query-unsplit-amount';
import { refund } from './operations/refund';
import { returnProfitShare } from './operations/return-profit-share';
import { partnerReverse, reverse } from './operations/reverse';
import { shareProfit } from './operations/share-profit';
import { transfer } from './operations/transfer';
import { unfreezeProfit } from './operations/unfreeze-profit';

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
  transfer,
  queryTransfer,
  queryTransferByBillNo,
  cancelTransfer,
  addProfitShareReceiver,
  deleteProfitShareReceiver,
  shareProfit,
  queryProfitShare,
  unfreezeProfit,
  returnProfitShare,
  queryProfitShareReturn,
  queryUnsplitAmount,
];
