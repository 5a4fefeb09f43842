export default {
  why: 'The lease of the job is trusted to keep others away, so that what another call has delivered is delivered again.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: "    if (entry?.status !== 'PENDING' || entry.leaseUntil > now) return undefined;",
  replace: '    if (!entry) return undefined;',
  seed: 430,
};
