import type { Goods } from '../../../typings/api';
import { MAX_QUANTITY } from '../../services/cart/stored-cart';

/** One good with its stepper. Triggers `change` with `{ sku, quantity }`. */
Component({
  properties: {
    goods: { type: Object, value: {} as Goods },
    quantity: { type: Number, value: 0 },
  },
  data: { most: MAX_QUANTITY },
  methods: {
    more() {
      this.change(1);
    },
    less() {
      this.change(-1);
    },
    change(step: number) {
      this.triggerEvent('change', { sku: this.data.goods.sku, quantity: this.data.quantity + step });
    },
  },
});
