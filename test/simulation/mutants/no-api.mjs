export default {
  why: 'A proof by one protocol settles an order that was made by the other.',
  file: 'cloudfunctions/lib/payment/find-mismatch.ts',
  find: `  if (trade.api !== order.api) return 'api';
`,
  replace: '',
  seed: 26,
};
