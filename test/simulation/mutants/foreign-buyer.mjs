export default {
  why: 'Whoever knows an order number sees the order.',
  file: 'cloudfunctions/lib/operations/find-own-order.ts',
  find: 'order?.openid === openid ? order : undefined',
  replace: "openid === '' ? undefined : order",
  seed: 8,
};
