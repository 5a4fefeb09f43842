export default {
  why: "A refund of another amount, or of another merchant's, ends ours.",
  file: 'cloudfunctions/lib/payment/settle-refund.ts',
  find: `  if (fact.amount !== refund.amount) return { kind: 'conflict', reason: 'refund-amount' };
`,
  replace: '',
  seed: 8,
};
