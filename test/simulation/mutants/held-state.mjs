export default {
  why: 'A proof that does not fit parks the order, so that anybody with a shop of his own can stop a delivery.',
  file: 'cloudfunctions/lib/operations/record.ts',
  find: "if (settlement.kind === 'conflict') {",
  replace: `if (settlement.kind === 'conflict') {
      await transaction.update('orders', outTradeNo, { hold: true });`,
  seed: 1,
};
