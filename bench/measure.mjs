// How everything here is measured. The cases of a table run in turn, one batch of some milliseconds each, for many rounds,
// in an order that rotates. What counts is the ratio to the first case of the same round, so whatever slows this machine
// down for a while slows both; and CPU time, so a process that takes our core does not count. Only what works on several
// threads is measured by the clock as well.

const WARM_UP_MS = 120;

/** Microseconds of work, on whatever thread. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds that went by. */
export function wallTime() {
  return performance.now() * 1000;
}

/**
 * @param cases name → function; the first one is the floor that the others are compared with
 * @param time what is compared: `cpuTime` or `wallTime`
 * @returns one row a case: { name, nanoseconds, ratio, low, high }, medians with the quartiles of the ratio
 */
export async function measure(cases, { quick = false, batchMs = 10, time = cpuTime } = {}) {
  const rounds = quick ? 9 : 61;
  const running = [];
  for (const [name, run] of Object.entries(cases))
    running.push({ name, run, time, samples: [], ...(await calibrate(run, time, batchMs)) });
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < running.length; i++) {
      const one = running[(i + round) % running.length];
      one.samples.push(await batch(one));
    }
  }
  const [floor] = running;
  return running.map(({ name, samples }) => {
    const ratios = samples.map((sample, round) => sample / floor.samples[round]);
    return {
      name,
      nanoseconds: quantile(samples, 0.5),
      ratio: quantile(ratios, 0.5),
      low: quantile(ratios, 0.25),
      high: quantile(ratios, 0.75),
    };
  });
}

/** The table as markdown. `notes` says by name of a case what its figure leaves out. */
export function markdownOf(rows, notes = {}) {
  const lines = rows.map(
    ({ name, nanoseconds, ratio, low, high }) =>
      `| ${name} | ${readable(nanoseconds)} | ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}) | ${notes[name] ?? ''} |`,
  );
  return ['| case | median | × floor (quartiles) | |', '|---|---:|---:|---|', ...lines].join('\n');
}

/** The ratio of one case, to be held against a figure. */
export function check(rows, name, atMost) {
  return { what: `${name} × floor`, value: rows.find((row) => row.name === name).ratio, atMost };
}

async function calibrate(run, time, batchMs) {
  const isAsync = run() instanceof Promise;
  let times = 1;
  let nanoseconds = await batch({ run, time, isAsync, times });
  for (const until = performance.now() + WARM_UP_MS; performance.now() < until; ) {
    times = Math.max(1, Math.min(200_000, Math.ceil(3e6 / Math.max(nanoseconds, 50))));
    nanoseconds = await batch({ run, time, isAsync, times });
  }
  return { isAsync, times: Math.max(1, Math.ceil((batchMs * 1e6) / Math.max(nanoseconds, 20))) };
}

/** Nanoseconds per call. */
async function batch({ run, time, isAsync, times }) {
  const started = time();
  if (isAsync) for (let i = 0; i < times; i++) await run();
  else for (let i = 0; i < times; i++) run();
  return ((time() - started) * 1000) / times;
}

/** The value below which such a share of them lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  return sorted[below] + (sorted[Math.ceil(position)] - sorted[below]) * (position - below);
}

function readable(nanoseconds) {
  if (nanoseconds >= 1e6) return `${(nanoseconds / 1e6).toFixed(2)} ms`;
  return nanoseconds >= 1e3 ? `${(nanoseconds / 1e3).toFixed(2)} µs` : `${nanoseconds.toFixed(0)} ns`;
}
