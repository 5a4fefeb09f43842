export default {
  why: 'A delivery is ticked off before it is made, and never made if the process dies in between.',
  file: 'cloudfunctions/lib/operations/deliver-outbox.ts',
  find: '    if (claimed) await markDone(ports, claimed, await deliver(ports, claimed));',
  replace: `    if (!claimed) return;
    await markDone(ports, claimed);
    await deliver(ports, claimed);`,
  seed: 1,
};
