export default {
  why: 'Goods that wait for a decision use up their tries, and are given up before the refund is declined.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: '{ leaseUntil: now + WAIT_FOR_DECISION }',
  replace: '{ tries, leaseUntil: now + WAIT_FOR_DECISION }',
  seed: 5,
  missedAtFirst: 'goods might be given up after ten tries of any kind, also of waiting',
};
