import { operations as v2 } from '../v2/operations';
import { operations as v3 } from '../v3/operations';
import type { Control } from './control';

/** What is built, with the errors its pages document: those that the fault `refuse` can give. */
export const operations: Control = () => ({
  body: {
    operations: [
      ...v2.map(({ path, title, errors }) => ({ method: 'POST', path, title, errors })),
      ...v3.map(({ method, path, title, errors }) => ({ method, path, title, errors })),
    ],
  },
});
