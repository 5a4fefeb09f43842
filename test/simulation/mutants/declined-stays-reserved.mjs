export default {
  why: 'What a declined refund had reserved stays reserved for ever.',
  file: 'cloudfunctions/lib/operations/decide-refund.ts',
  find: `    reserved: minus(order.reserved, refund.amount),
`,
  replace: '',
  seed: 12,
};
