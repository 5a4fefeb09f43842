import type { OrderView } from '../../../typings/api';
import { errorText } from '../../services/error-text';
import { listOrders } from '../../services/orders/list-orders';
import { isOperator } from '../../services/shop/is-operator';

Component({
  data: { orders: [] as OrderView[], more: false, loading: true, error: '', operator: false },
  methods: {
    async onShow() {
      await this.load([]);
      this.setData({ operator: await isOperator() });
    },
    async onPullDownRefresh() {
      await this.load([]);
      wx.stopPullDownRefresh();
    },
    async onReachBottom() {
      if (this.data.more && !this.data.loading) await this.load(this.data.orders);
    },
    async load(shown: OrderView[]) {
      this.setData({ loading: true, error: '' });
      try {
        const { items: orders, more } = await listOrders(shown);
        this.setData({ orders, more });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onOrder(event: WechatMiniprogram.TouchEvent<object, object, { order: string }>) {
      wx.navigateTo({ url: `/pages/order/order?outTradeNo=${event.currentTarget.dataset.order}` });
    },
    onBackoffice() {
      wx.navigateTo({ url: '/shop/pages/summary/summary' });
    },
    onShop() {
      wx.switchTab({ url: '/pages/goods/goods' });
    },
  },
});
