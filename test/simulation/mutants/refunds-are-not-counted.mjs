export default {
  why: 'A refund that is asked for does not count among the fifty that WeChat makes of an order.',
  file: 'cloudfunctions/lib/operations/create-refund.ts',
  find: 'refundCount: order.refundCount + 1,',
  replace: 'refundCount: order.refundCount,',
  seed: 5,
};
