export default {
  why: 'WeChat is told another moment of shipping at every try, and takes a second one for a correction.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: 'uploadedAt: createdAt,',
  replace: 'uploadedAt: Math.max(createdAt, ports.clock()),',
  seed: 1,
};
