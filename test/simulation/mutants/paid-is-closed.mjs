export default {
  why: 'WeChat refuses to close because the order is paid, and it is closed here.',
  file: 'cloudfunctions/lib/operations/close-order.ts',
  find: `        await askWeChat(ports, order);
        return false;`,
  replace: '        return true;',
  seed: 183,
};
