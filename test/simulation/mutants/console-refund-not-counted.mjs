export default {
  why: 'What was given back in the merchant console can be given back again.',
  file: 'cloudfunctions/lib/payment/import-refund.ts',
  find: 'refunded: plus(order.refunded, fact.amount), refundCount',
  replace: 'refunded: order.refunded, refundCount',
  seed: 8,
};
