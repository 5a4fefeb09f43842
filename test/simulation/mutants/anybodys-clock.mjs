export default {
  why: "Whoever sends an event that looks like the clock's is taken for the clock.",
  file: 'cloudfunctions/backoffice/handle.ts',
  find: '  if (caller.source === CLOCK) {',
  replace: "  if (caller.source === CLOCK || Object(event).Type === 'Timer') {",
  seed: 3,
};
