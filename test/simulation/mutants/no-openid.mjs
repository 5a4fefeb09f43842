export default {
  why: 'A payment by somebody else settles the order.',
  file: 'cloudfunctions/lib/payment/find-mismatch.ts',
  find: `  if (trade.openid !== order.openid) return 'openid';
`,
  replace: '',
  seed: 79,
};
