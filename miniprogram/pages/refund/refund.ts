import type { RefundView } from '../../../typings/api';
import { errorText } from '../../services/error-text';
import { askRefund } from '../../services/refunds/ask-refund';
import { BUYER_REASONS } from '../../services/refunds/buyer-reasons';
import { describeAsked } from '../../services/refunds/describe-asked';
import { openRefund } from '../../services/refunds/open-refund';

type Wanted = WechatMiniprogram.CustomEvent<{ amount: number; reason: string }>;

Component({
  data: {
    outTradeNo: '',
    reasons: BUYER_REASONS,
    /** Fen that can still be asked for. */
    left: 0,
    /** Those that the order has had. */
    refunds: [] as RefundView[],
    loading: true,
    /** Why the order could not be loaded. */
    error: '',
    /** Why the last attempt was refused. */
    notice: '',
    busy: false,
    told: null as { title: string; text: string } | null,
  },
  methods: {
    async onLoad(query: { outTradeNo?: string }) {
      this.setData({ outTradeNo: query.outTradeNo ?? '' });
      await this.load();
    },
    async load() {
      this.setData({ loading: true, error: '' });
      try {
        const { left, refunds } = await openRefund(this.data.outTradeNo);
        this.setData({ left, refunds });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    async onSubmit({ detail }: Wanted) {
      const { outTradeNo, refunds } = this.data;
      this.setData({ busy: true, notice: '' });
      const asked = await askRefund({ outTradeNo, ...detail }, refunds);
      this.setData({ busy: false });
      if (asked.kind !== 'refused') return this.setData({ told: describeAsked(asked) });
      this.setData({ notice: asked.reason });
      await this.load();
    },
    /** Back to the order, which is there unless a link led straight to this page. */
    onOrder() {
      const url = `/pages/order/order?outTradeNo=${this.data.outTradeNo}`;
      wx.navigateBack({ fail: () => wx.redirectTo({ url }) });
    },
  },
});
