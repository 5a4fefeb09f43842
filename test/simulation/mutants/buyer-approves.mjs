export default {
  why: "A buyer's wish is sent to WeChat without anybody at the shop having seen it.",
  file: 'cloudfunctions/lib/operations/request-refund.ts',
  find: 'needsApproval: () => true',
  replace: 'needsApproval: () => false',
  seed: 5,
};
