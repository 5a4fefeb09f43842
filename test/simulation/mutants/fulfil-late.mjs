export default {
  why: 'A payment that arrives after closing is delivered, though the goods may have been sold again.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "order.status === 'CLOSED' ? 'late' :",
  replace: "order.status === 'CLOSED' ? 'paid' :",
  seed: 1,
};
