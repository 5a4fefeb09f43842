import { type Control, numberOf } from './control';

/** The exchanges after an id, oldest first; `next` is what to ask for next time. */
export const log: Control = ({ world }, { query }) => ({
  body: world.exchanges.page(
    numberOf(query, 'after', 0, Number.MAX_SAFE_INTEGER),
    Math.max(1, numberOf(query, 'limit', 200, 1000)),
  ),
});
