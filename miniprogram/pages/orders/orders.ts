import type { OrderView } from '../../../typings/api';
import { errorText } from '../../services/error-text';
import { listOrders } from '../../services/orders/list-orders';

Component({
  data: { orders: [] as OrderView[], more: false, loading: true, error: '' },
  methods: {
    async onShow() {
      await this.load([]);
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
        this.setData(await listOrders(shown));
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onOrder(event: WechatMiniprogram.TouchEvent<object, object, { order: string }>) {
      wx.navigateTo({ url: `/pages/order/order?outTradeNo=${event.currentTarget.dataset.order}` });
    },
    onShop() {
      wx.switchTab({ url: '/pages/goods/goods' });
    },
  },
});
