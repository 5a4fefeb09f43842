import type { ShopOrderView } from '../../../../typings/api';
import { type Mark, markOrder } from '../../services/mark-order';

/** What about an order a shopkeeper would overlook otherwise; nothing at all, where there is nothing. */
Component({
  properties: { order: { type: Object, value: {} as ShopOrderView } },
  data: { marks: [] as Mark[] },
  observers: {
    order(order: ShopOrderView) {
      this.setData({ marks: markOrder(order) });
    },
  },
});
