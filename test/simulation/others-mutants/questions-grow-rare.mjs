export default {
  why: 'The five minutes between two questions are counted from now and not from the prepay, so the pauses grow and grow.',
  file: 'cloudfunctions/lib/payment/order-schedule.ts',
  find: 'const regular = since + Math.ceil(',
  replace: 'const regular = now + Math.ceil(',
  seed: 1379,
};
