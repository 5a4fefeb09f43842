const { default: Sequencer } = require('@jest/test-sequencer');

/** Projects in which a file may take a minute. */
const LONGEST = ['e2e', 'simulation'];

/**
 * On a fresh clone Jest knows no durations and goes by the size of the files, so a browser's test might begin when all
 * else has ended, and one core would wait for it.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => {
      const place = LONGEST.indexOf(context.config.displayName?.name);
      return place < 0 ? LONGEST.length : place;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
