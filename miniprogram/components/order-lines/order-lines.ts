import type { OrderLine } from '../../../typings/api';

/** What is bought, line by line, and what it costs in all. */
Component({
  properties: {
    items: { type: Array, value: [] as OrderLine[] },
    total: { type: Number, value: 0 },
  },
});
