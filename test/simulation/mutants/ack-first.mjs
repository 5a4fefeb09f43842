export default {
  why: 'WeChat is answered before the settlement is committed, and never comes again if the process then dies.',
  file: 'cloudfunctions/lib/operations/receive-notification.ts',
  find: "return (await record(ports, trade, 'notification')) === 'unknown-order' ? 'failed' : 'accepted';",
  replace: `void record(ports, trade, 'notification').catch(() => undefined);
      return 'accepted';`,
  seed: 1,
};
