export default {
  why: 'An order that was paid twice takes the refund of its second payment for one of its first.',
  file: 'cloudfunctions/lib/payment/find-refund-mismatch.ts',
  find: "if (fact.transactionId !== order.transactionId) return 'refund-transaction';",
  replace: '',
  seed: 67,
};
