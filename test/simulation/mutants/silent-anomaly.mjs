export default {
  why: 'What does not fit is written down, and nobody is told.',
  file: 'cloudfunctions/lib/operations/keep-anomaly.ts',
  find: "  await transaction.create('outbox', alertEntry(_id,",
  replace: "  if (reason === 'unknown-order') await transaction.create('outbox', alertEntry(_id,",
  seed: 1,
};
