export default {
  why: 'A payment is not booked.',
  file: 'cloudfunctions/lib/payment/settlement-documents.ts',
  find: `    { collection: 'ledger', document: payEntry(transactionId, outTradeNo, amount, now) },
`,
  replace: '',
  seed: 1,
};
