export default {
  why: 'An order whose prepay never came through is not among those that expire.',
  file: 'cloudfunctions/lib/operations/expire-orders.ts',
  find: "status: { oneOf: ['CREATED', 'PAYING'] },",
  replace: "status: 'PAYING',",
  seed: 2,
};
