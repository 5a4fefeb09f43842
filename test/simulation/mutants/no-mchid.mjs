export default {
  why: 'A payment to another merchant settles the order.',
  file: 'cloudfunctions/lib/payment/find-mismatch.ts',
  find: `  if (trade.mchid !== order.mchid) return 'mchid';
`,
  replace: '',
  seed: 105,
};
