export default {
  why: 'The settlement is decided on an order that was read outside the transaction.',
  file: 'cloudfunctions/lib/operations/record.ts',
  find: "const order = await transaction.get('orders', outTradeNo);",
  replace: `const order = await ports.database.get('orders', outTradeNo);
    await ports.pause(100);`,
};
