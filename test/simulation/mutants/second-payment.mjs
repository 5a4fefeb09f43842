export default {
  why: 'A second transaction for an order that is paid already is taken for the first, and its money forgotten.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "{ kind: 'conflict', reason: 'second-payment' }",
  replace: "{ kind: 'unchanged', because: 'already-paid' }",
  seed: 2,
};
