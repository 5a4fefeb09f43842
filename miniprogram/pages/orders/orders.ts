import { pagedList } from '../../behaviors/paged-list';
import { listOrders } from '../../services/orders/list-orders';
import { isOperator } from '../../services/shop/is-operator';

Component({
  behaviors: [pagedList(listOrders, '')],
  data: { operator: false },
  methods: {
    async onShow() {
      await this.load();
      this.setData({ operator: await isOperator() });
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
