export default {
  why: 'One fen pays for everything.',
  file: 'cloudfunctions/lib/payment/find-mismatch.ts',
  find: `  if (trade.total !== order.amount) return 'amount';
`,
  replace: '',
  seed: 8,
};
