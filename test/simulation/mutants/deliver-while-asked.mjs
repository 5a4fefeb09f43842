export default {
  why: 'Goods set out while somebody is deciding whether all of their money goes back.',
  file: 'cloudfunctions/lib/payment/fulfilment-fate.ts',
  find: "return order.asked > 0 ? 'wait' : 'cancel';",
  replace: "return order.asked > 0 ? 'deliver' : 'cancel';",
  seed: 5,
};
