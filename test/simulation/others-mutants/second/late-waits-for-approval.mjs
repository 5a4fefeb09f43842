export default {
  why: 'The refund of a late payment waits for a decision, like one that a buyer asks for.',
  file: 'cloudfunctions/lib/payment/settlement-documents.ts',
  find: "status: 'REQUESTED',",
  replace: "status: 'ASKED',",
  seed: 1,
};
