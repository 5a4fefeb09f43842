export default {
  why: 'What was already given back in the merchant console is delivered all the same.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "trade.state === 'REFUND' ? 'hold' : 'paid'",
  replace: "trade.state === 'REFUND' ? 'paid' : 'paid'",
  seed: 12,
};
