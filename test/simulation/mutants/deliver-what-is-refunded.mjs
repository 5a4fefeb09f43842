export default {
  why: 'Goods set out although all of their money goes back.',
  file: 'cloudfunctions/lib/payment/fulfilment-fate.ts',
  find: "if (order.fulfilmentSent || refundable(order) > 0) return 'deliver';",
  replace: "if (order.fulfilmentSent || refundable(order) >= 0) return 'deliver';",
  seed: 5,
};
