export default {
  why: 'A delivery that is tried again has a new key, so that the receiver sends a second parcel.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: 'ports.fulfil(order, _id)',
  replace: `ports.fulfil(order, entry.tries === 1 ? _id : \`\${_id}:\${entry.tries}\`)`,
  seed: 1,
};
