export default {
  why: 'A refund of the merchant console may take what is reserved for another refund that is still under way.',
  file: 'cloudfunctions/lib/payment/import-refund.ts',
  find: 'if (fact.amount > refundable(order)) {',
  replace: 'if (plus(order.refunded, fact.amount) > order.amount) {',
  seed: 72,
};
