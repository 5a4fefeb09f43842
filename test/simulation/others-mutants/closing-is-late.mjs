export default {
  why: 'Who pays while the shop is still asking WeChat to close the order is told that he came too late, and gets no goods.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "order.status === 'CLOSED' ? 'late'",
  replace: "order.status === 'CLOSED' || order.status === 'CLOSING' ? 'late'",
  seed: 5,
};
