export default {
  why: 'A lease that its holder died with is never free again.',
  file: 'cloudfunctions/lib/operations/take-lease.ts',
  find: '    if (job.leaseUntil > now || ',
  replace: '    if (job.leaseUntil > 0 || ',
  seed: 1,
};
