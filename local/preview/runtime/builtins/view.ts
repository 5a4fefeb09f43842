import { builtin } from './builtin';

/** A box: `view`, and all that only groups what is in it. */
export const view = builtin({ properties: {}, setup: () => ({}) });
