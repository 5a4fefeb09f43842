export default {
  why: 'A second transaction takes the place of the one that paid the order.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "if (order.status === 'PAID') {",
  replace: "if (order.status === 'PAID' && order.transactionId === transactionId) {",
};
