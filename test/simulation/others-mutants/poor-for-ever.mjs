export default {
  why: 'A balance that is too small today is taken for a refusal for good, and the refund is given up.',
  file: 'cloudfunctions/lib/payment/judge-refund-refusal.ts',
  find: "if (code === 'NOT_ENOUGH' || code === 'FREQUENCY_LIMITED') return 'later';",
  replace: "if (code === 'FREQUENCY_LIMITED') return 'later';",
  seed: 72,
  missedAtFirst: 'a refund might end as CLOSED after any refusal at all, if a person was told',
};
