const { sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Seconds that a file of a project takes, roughly, where nobody has measured it yet. */
const USUAL = { e2e: 30, flows: 10, simulation: 20, local: 3 };

const project = ({ context }) => context.config.displayName?.name;
const seconds = (test) => (test.duration ? test.duration / 1000 : (USUAL[project(test)] ?? 2));
/** In the order in which they are begun. What starts clouds and kills them mostly waits. */
const LANES = [
  [(test) => project(test) === 'e2e'],
  [
    (test) => project(test) === 'flows',
    (test) => test.path.includes(`local${sep}cloudbase`),
    (test) => project(test) === 'simulation',
  ],
];

/**
 * A browser keeps more than a core busy, so two of its tests beside each other wait for one another, while those that start
 * clouds leave a core idle. One of each side by side, the longest first, keeps both cores busy and ends with what is short.
 */
module.exports = class SideBySide extends Sequencer {
  sort(tests) {
    const longestFirst = super.sort(tests);
    const lanes = LANES.map((kinds) => {
      const rank = (test) => kinds.findIndex((isKind) => isKind(test));
      return longestFirst.filter((test) => rank(test) >= 0).sort((a, b) => rank(a) - rank(b));
    });
    const rest = longestFirst.filter((test) => !lanes.some((lane) => lane.includes(test)));
    return [...merge(lanes), ...rest];
  }
};

/** Takes always from the lane that would be free first. */
function merge(lanes) {
  const left = lanes.map((tests) => ({ tests: [...tests], until: 0 }));
  const order = [];
  for (;;) {
    const [next] = left.filter(({ tests }) => tests.length > 0).sort((a, b) => a.until - b.until);
    if (!next) return order;
    const test = next.tests.shift();
    next.until += seconds(test);
    order.push(test);
  }
}
