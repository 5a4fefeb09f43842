export default {
  why: 'The order is closed here before it is closed at WeChat.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: '  if (await closedAtWeChat(ports, closing.order)) await markClosed(ports, order._id);',
  replace: `  await markClosed(ports, order._id);
  await closedAtWeChat(ports, closing.order);`,
  seed: 5,
};
