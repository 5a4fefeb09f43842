export default {
  why: 'An unsigned hint that a refund has gone through is believed.',
  file: 'cloudfunctions/lib/operations/receive-notification.ts',
  find: '      return receiptOf(await askRefund(ports, order.api, outRefundNo));',
  replace: `      const refund = await ports.database.get('refunds', outRefundNo);
      if (!refund) return receiptOf(await askRefund(ports, order.api, outRefundNo));
      const { recordRefund } = require('./record-refund');
      const { mchid, transactionId } = order;
      const fact = { api, mchid, outTradeNo, outRefundNo, refundId: '', transactionId, amount: refund.amount };
      return receiptOf(await recordRefund(ports, { ...fact, state: 'SUCCESS', digest: '' }, 'notification'));`,
  seed: 1,
};
