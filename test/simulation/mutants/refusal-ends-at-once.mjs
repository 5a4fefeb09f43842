export default {
  why: 'A refund that WeChat refuses is closed before an earlier request, still under way, can have arrived.',
  file: 'cloudfunctions/lib/operations/send-refund.ts',
  find: 'nextCheckAt: submittedAt + IN_FLIGHT',
  replace: 'nextCheckAt: submittedAt',
  seed: 315,
};
