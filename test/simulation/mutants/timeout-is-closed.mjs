export default {
  why: 'Silence is taken for a yes.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: 'if (error instanceof GatewayUnknown) return false;',
  replace: 'if (error instanceof GatewayUnknown) return true;',
  seed: 44,
};
