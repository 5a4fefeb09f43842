export default {
  why: 'An order that was asked about is closed by what it was, and not by what it is.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: `  await moveOrder(ports, outTradeNo, () => ({
    status: 'CLOSED',
    nextCheckAt: nextWatchAt(0, ports.clock()),
    watchCount: 0,
  }));`,
  replace: `  const closed = { status: 'CLOSED' as const, nextCheckAt: nextWatchAt(0, ports.clock()), watchCount: 0 };
  await ports.database.transaction((transaction) => transaction.update('orders', outTradeNo, closed));`,
  seed: 334,
};
