export default {
  why: 'What WeChat would not close at first is never closed.',
  file: 'cloudfunctions/lib/operations/expire-orders.ts',
  find: '[...closing, ...expired]',
  replace: '[...closing.slice(0, 0), ...expired]',
  seed: 7,
};
