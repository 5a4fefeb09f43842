export default {
  why: 'What a person has put right at WeChat does not end a refund here that was abnormal.',
  file: 'cloudfunctions/lib/payment/settle-refund.ts',
  find: "ABNORMAL: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'unchanged' }",
  replace: "ABNORMAL: { PROCESSING: 'unchanged', SUCCESS: 'unchanged', CLOSED: 'unchanged', ABNORMAL: 'unchanged' }",
  seed: 9,
};
