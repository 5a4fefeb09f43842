export default {
  why: 'The settlement is decided on an order that was read before the transaction began.',
  file: 'cloudfunctions/lib/operations/record.ts',
  find: `  const recorded = await ports.database.transaction(async (transaction): Promise<Recorded> => {
    const order = await transaction.get('orders', outTradeNo);`,
  replace: `  const order = await ports.database.get('orders', outTradeNo);
  await ports.pause(100);
  const recorded = await ports.database.transaction(async (transaction): Promise<Recorded> => {`,
  seed: 38,
};
