import type { ShopSummary } from '../../../../typings/api';
import { errorText } from '../../../services/error-text';
import { openSummary } from '../../services/open-summary';

Component({
  data: { summary: null as ShopSummary | null, error: '' },
  methods: {
    async onShow() {
      try {
        this.setData({ summary: await openSummary(), error: '' });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
    },
    async onPullDownRefresh() {
      await this.onShow();
      wx.stopPullDownRefresh();
    },
    onOrders() {
      wx.navigateTo({ url: '/shop/pages/orders/orders' });
    },
    onRefunds() {
      wx.navigateTo({ url: '/shop/pages/refunds/refunds' });
    },
    onAnomalies() {
      wx.navigateTo({ url: '/shop/pages/anomalies/anomalies' });
    },
    onFindings() {
      wx.navigateTo({ url: '/shop/pages/findings/findings' });
    },
  },
});
