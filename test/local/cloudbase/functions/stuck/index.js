exports.main = async ({ how }) => {
  if (how === 'wait') await new Promise(() => undefined);
  while (how === 'spin');
  return process.pid;
};
