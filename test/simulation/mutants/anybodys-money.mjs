export default {
  why: 'Whoever knows an order number can ask for its money.',
  file: 'cloudfunctions/lib/operations/request-refund.ts',
  find: 'order.openid === openid',
  replace: "order.openid !== ''",
  seed: 21,
};
