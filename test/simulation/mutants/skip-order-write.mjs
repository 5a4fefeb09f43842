export default {
  why: 'Of two refunds at once both go through, because neither writes the order it was decided on.',
  file: 'cloudfunctions/lib/operations/create-refund.ts',
  find: `    await transaction.update('orders', outTradeNo, changes);
`,
  replace: `    if (order.reserved + order.refunded === 0) await transaction.update('orders', outTradeNo, changes);
`,
  seed: 26,
};
