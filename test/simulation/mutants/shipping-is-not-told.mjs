export default {
  why: 'How the goods travel is forgotten when they are delivered, so WeChat is never told and keeps the money.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: 'return order && inTime(ports, _id, ports.fulfil(order, _id));',
  replace: 'await (order && inTime(ports, _id, ports.fulfil(order, _id)));\n      return;',
  seed: 1,
};
