export default {
  why: 'Silence about a refund is taken for a no, and what was reserved for it is given free.',
  file: 'cloudfunctions/lib/operations/send-refund.ts',
  find: `    if (error instanceof NotConfigured) return notConfigured(ports, order, refund, error);
`,
  replace: `    if (error instanceof GatewayUnknown) {
      const { endRefund } = require('./record-refund');
      return ports.database.transaction(async (transaction) => {
        const now = await transaction.get('orders', order._id);
        const changes = { reserved: ((now?.reserved ?? 0) - refund.amount) as typeof refund.amount };
        await transaction.update('orders', order._id, changes);
        await endRefund(transaction, { ...refund, refusal: 'SILENCE' }, 'CLOSED', undefined, ports.clock());
      });
    }
    if (error instanceof NotConfigured) return notConfigured(ports, order, refund, error);
`,
  seed: 6,
};
