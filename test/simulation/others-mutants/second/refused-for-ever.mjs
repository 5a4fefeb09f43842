export default {
  why: 'WeChat is never asked again about a refund that it refused for good, so its money stays reserved.',
  file: 'cloudfunctions/lib/operations/confirm-refund.ts',
  find: " || (status === 'REQUESTED' && refusal !== undefined)",
  replace: '',
  seed: 5,
};
