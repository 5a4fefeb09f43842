export default {
  why: 'Approving a refund that was decided already decides it again.',
  file: 'cloudfunctions/lib/operations/decide-refund.ts',
  find: "    if (refund.status !== 'ASKED') {",
  replace: "    if (refund.status === 'DECLINED') {",
  seed: 15,
};
