export default {
  why: 'What could not be delivered is given up, and nobody is told.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: `  if (kind === 'alert') return;
`,
  replace: `  if (kind !== 'shipping') return;
`,
  seed: 65,
};
