export default {
  why: 'A refund that overtakes the news of its payment is kept as an oddity and forgotten.',
  file: 'cloudfunctions/lib/payment/import-refund.ts',
  find: "return { kind: 'not-yet', reason: 'refund-unpaid-order' };",
  replace: "return { kind: 'conflict', reason: 'refund-too-much' };",
  seed: 402,
};
