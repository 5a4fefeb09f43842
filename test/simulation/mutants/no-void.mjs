export default {
  why: 'The books go on promising a refund that came to nothing.',
  file: 'cloudfunctions/lib/operations/record-refund.ts',
  find: `  await transaction.create('ledger', voidEntry(_id, outTradeNo, amount, now));
`,
  replace: '',
  seed: 5,
};
