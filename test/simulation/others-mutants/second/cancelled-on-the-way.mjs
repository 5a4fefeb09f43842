export default {
  why: 'Goods that may be on their way already are cancelled once all the money goes back, as if nothing had been sent.',
  file: 'cloudfunctions/lib/payment/fulfilment-fate.ts',
  find: 'order.fulfilmentSent || ',
  replace: '',
  seed: 44,
};
