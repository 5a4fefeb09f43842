export default {
  why: 'A trade state that nobody has heard of is taken for one in which nobody can pay any more.',
  file: 'cloudfunctions/lib/payment/classify-trade-state.ts',
  find: "return 'unknown';",
  replace: "return 'closed';",
  seed: 21,
};
