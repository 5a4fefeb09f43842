export default {
  why: 'Half of a payment that came after closing goes back.',
  file: 'cloudfunctions/lib/payment/settlement-documents.ts',
  find: `        outTradeNo,
        amount,
        status: 'REQUESTED',`,
  replace: `        outTradeNo,
        amount: Math.ceil(amount / 2) as typeof amount,
        status: 'REQUESTED',`,
  seed: 1,
};
