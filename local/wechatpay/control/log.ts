import { type Control, numberOf } from './control';

/**
 * The exchanges after an id, oldest first; `next` is what to ask for next time. With `before`, the last ones before an
 * id: of all, where it is greater than any.
 */
export const log: Control = ({ world }, { query }) => {
  const id = (name: string) => numberOf(query, name, 0, Number.MAX_SAFE_INTEGER);
  const limit = Math.max(1, numberOf(query, 'limit', 200, 1000));
  const { exchanges } = world;
  return { body: query.has('before') ? exchanges.pageBefore(id('before'), limit) : exchanges.page(id('after'), limit) };
};
