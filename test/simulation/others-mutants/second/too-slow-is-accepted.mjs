export default {
  why: 'A notification that could not be dealt with in time is acknowledged, and WeChat does not come again.',
  file: 'cloudfunctions/lib/operations/receive-notification.ts',
  find: 'if (receipt) return receipt;',
  replace: "return receipt ?? 'accepted';",
  seed: 1,
};
