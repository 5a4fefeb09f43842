exports.main = async ({ eats }) => {
  for (const kept = []; eats; ) kept.push(new Array(100_000).fill(1.5));
  return process.pid;
};
