import { formatPrice } from '../../services/format-price';

Component({
  properties: {
    /** A whole number of fen. */
    fen: { type: Number, value: 0 },
    size: { type: Number, value: 34 },
  },
  data: { yuan: '0', cents: '00' },
  observers: {
    fen(fen: number) {
      const [yuan = '', cents = ''] = formatPrice(fen).split('.');
      this.setData({ yuan, cents });
    },
  },
});
