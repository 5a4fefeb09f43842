export default {
  why: 'The news of a refund is keyed by its order, so the second refund of an order collides with the first and never ends.',
  file: 'cloudfunctions/lib/payment/outbox-entries.ts',
  find: '{outRefundNo}`, kind',
  replace: '{outTradeNo}`, kind',
  seed: 9,
};
