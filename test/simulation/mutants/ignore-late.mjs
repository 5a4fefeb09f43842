export default {
  why: 'A payment that arrives after closing is kept and never given back.',
  file: 'cloudfunctions/lib/payment/settle.ts',
  find: "  const manner = order.status === 'CLOSED'",
  replace: `  if (order.status === 'CLOSED') return { kind: 'unchanged', because: 'not-paid' };
  const manner = order.status === 'CLOSED'`,
  seed: 1,
};
