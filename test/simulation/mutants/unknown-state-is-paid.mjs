export default {
  why: 'A trade state that nobody has heard of counts as money.',
  file: 'cloudfunctions/lib/payment/classify-trade-state.ts',
  find: "return 'unknown';",
  replace: "return 'paid';",
  seed: 99,
};
