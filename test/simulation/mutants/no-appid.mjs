export default {
  why: 'A payment made in another mini program settles the order.',
  file: 'cloudfunctions/lib/payment/find-mismatch.ts',
  find: `  if (trade.appid !== order.appid) return 'appid';
`,
  replace: '',
  seed: 29,
};
