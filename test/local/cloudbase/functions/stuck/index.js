exports.main = async ({ how }) => {
  if (how === 'wait') await new Promise(() => undefined);
  for (const kept = []; how === 'spin' || how === 'fill'; ) if (how === 'fill') kept.push(new Array(100_000).fill(1.5));
  return process.pid;
};
