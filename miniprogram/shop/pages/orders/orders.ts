import type { OrderStatus } from '../../../../typings/api';
import { pagedList } from '../../../behaviors/paged-list';
import { listOrders } from '../../services/list-orders';

type Filter = OrderStatus | '';

const FILTERS: { status: Filter; title: string }[] = [
  { status: '', title: '全部' },
  { status: 'PAID', title: '已支付' },
  { status: 'PAYING', title: '待支付' },
  { status: 'CLOSED', title: '已关闭' },
];

Component({
  behaviors: [pagedList(listOrders, '' as Filter)],
  data: { filters: FILTERS },
  methods: {
    /** Anew when the shopkeeper comes back from an order, which he may have refunded. */
    async onShow() {
      await this.load();
    },
    onOrder(event: WechatMiniprogram.TouchEvent<object, object, { order: string }>) {
      wx.navigateTo({ url: `/shop/pages/order/order?outTradeNo=${event.currentTarget.dataset.order}` });
    },
  },
});
