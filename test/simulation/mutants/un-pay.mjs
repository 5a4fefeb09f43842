export default {
  why: 'Cancelling takes back a payment that came meanwhile.',
  file: 'cloudfunctions/lib/payment/may-become.ts',
  find: 'PAID: [],',
  replace: "PAID: ['CLOSING', 'CLOSED'],",
  seed: 108,
};
