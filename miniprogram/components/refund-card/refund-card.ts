import type { RefundView } from '../../../typings/api';
import { formatMoment } from '../../services/format-moment';

/** A refund: how much, how far it is, and why. What the reader is told differs for buyer and shop, so it is handed in. */
Component({
  properties: {
    refund: { type: Object, value: {} as RefundView },
    state: { type: String, value: '' },
    text: { type: String, value: '' },
    theme: { type: String, value: 'default' },
    /** Whether the reader has to be told which order it is of. */
    numbered: { type: Boolean, value: false },
  },
  data: { askedAt: '', endedAt: '' },
  observers: {
    refund({ createdAt, endedAt }: Partial<RefundView>) {
      this.setData({
        askedAt: createdAt === undefined ? '' : formatMoment(createdAt),
        endedAt: endedAt === undefined ? '' : formatMoment(endedAt),
      });
    },
  },
});
