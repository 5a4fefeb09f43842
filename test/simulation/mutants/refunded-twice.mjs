export default {
  why: 'A second word of the same refund counts the money again.',
  file: 'cloudfunctions/lib/payment/settle-refund.ts',
  find: "  SUCCESS: { PROCESSING: 'unchanged', SUCCESS: 'unchanged',",
  replace: "  SUCCESS: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS',",
  seed: 9,
};
