export default {
  why: 'Approving one refund counts all that are asked for as decided, and the next one can be neither approved nor declined.',
  file: 'cloudfunctions/lib/operations/decide-refund.ts',
  find: 'const changes = { asked: minus(order.asked, refund.amount) };',
  replace: 'const changes = { asked: 0 as typeof order.asked };',
  seed: 31,
};
