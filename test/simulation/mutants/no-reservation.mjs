export default {
  why: 'The refund of a late payment is not reserved on the order, so that a second one could be made.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: 'reserved: late ? order.amount : order.reserved',
  replace: 'reserved: order.reserved',
  seed: 1,
};
