export default {
  why: 'Delivery is ordered in a transaction of its own, and lost if the process dies in between.',
  file: 'cloudfunctions/lib/operations/record.ts',
  find: '        await create(transaction, one);',
  replace: `        if (one.collection === 'outbox') void ports.database.transaction((other) => create(other, one)).catch(() => undefined);
        else await create(transaction, one);`,
  seed: 1,
};
