export default {
  why: 'An order that has not reached WeChat yet counts as closed, and can be paid when it does.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: 'return ports.clock() > order.expireAt + IN_FLIGHT;',
  replace: 'return true;',
  seed: 9,
};
