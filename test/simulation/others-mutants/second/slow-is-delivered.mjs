export default {
  why: 'A receiver that does not answer in ten seconds is written into the log, and counts as having delivered.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: '.then(() => {\n    throw new Error(',
  replace: '.then(() => {\n    ports.log.error(',
  seed: 3,
};
