export default {
  why: 'A double tap is two orders, and both can be paid.',
  file: 'cloudfunctions/lib/operations/create-order.ts',
  find: `    await transaction.create('order_keys', { _id: keyId, outTradeNo, requestHash, createdAt: now });
`,
  replace: '',
  seed: 1,
};
