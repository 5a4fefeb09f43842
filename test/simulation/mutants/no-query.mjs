export default {
  why: 'Nobody asks about an order before it expires, should no notification come.',
  file: 'cloudfunctions/lib/operations/run-jobs.ts',
  find: `  'orders-query': { every: 0, run: whatIsDue(queryOrders) },
`,
  replace: '',
  seed: 57,
};
