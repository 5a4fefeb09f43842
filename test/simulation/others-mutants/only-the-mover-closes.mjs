export default {
  why: 'Only the try that made an order CLOSING goes on to close it at WeChat; if that one fails, no later one does.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: "if (closing.order.status !== 'CLOSING') return;",
  replace: 'if (!closing.moved) return;',
  seed: 9,
};
