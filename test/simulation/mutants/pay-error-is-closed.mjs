export default {
  why: 'One attempt that failed closes the order, which can still be paid.',
  file: 'cloudfunctions/lib/payment/classify-trade-state.ts',
  find: `    case 'PAYERROR':
      return 'open';`,
  replace: `      return 'open';
    case 'PAYERROR':`,
  seed: 1,
};
