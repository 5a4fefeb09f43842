import type { OrderView } from '../../../typings/api';
import { summarizeOrder } from '../../services/orders/summarize-order';

/** An order in the list. */
Component({
  properties: { order: { type: Object, value: {} as OrderView } },
  data: { state: '', theme: 'default', when: '', names: '', pictures: [] as string[], count: 0 },
  observers: {
    order(order: OrderView) {
      if (order.outTradeNo) this.setData(summarizeOrder(order, Date.now()));
    },
  },
});
