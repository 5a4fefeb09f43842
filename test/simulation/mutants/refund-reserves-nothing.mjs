export default {
  why: 'A refund that was asked for is not reserved, so that the same money can be promised again.',
  file: 'cloudfunctions/lib/operations/create-refund.ts',
  find: `      reserved: plus(order.reserved, refund.amount),
`,
  replace: `      reserved: order.reserved,
`,
  seed: 5,
};
