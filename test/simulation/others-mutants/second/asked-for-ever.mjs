export default {
  why: 'What an operator gives back on his own word also counts as waiting for a decision, which nobody will ever take.',
  file: 'cloudfunctions/lib/operations/create-refund.ts',
  find: 'asked: waits ? plus(order.asked, refund.amount) : order.asked',
  replace: 'asked: plus(order.asked, refund.amount)',
  seed: 9,
};
