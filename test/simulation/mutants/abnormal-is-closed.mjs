export default {
  why: 'A refund that needs a person is taken for one that came to nothing, though the money has left.',
  file: 'cloudfunctions/lib/payment/settle-refund.ts',
  find: "  SUBMITTED: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'ABNORMAL' },",
  replace: "  SUBMITTED: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'CLOSED' },",
  seed: 44,
};
