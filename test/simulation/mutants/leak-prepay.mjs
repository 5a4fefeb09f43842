export default {
  why: 'An order that was closed meanwhile is still handed to the buyer to be paid.',
  file: 'cloudfunctions/lib/operations/request-payment.ts',
  find: `  if (!moved) return refusalOf(current, ports.clock()) ?? refused('ERR_ORDER_EXPIRED');
`,
  replace: `  void moved;
  void current;
`,
  seed: 9,
};
