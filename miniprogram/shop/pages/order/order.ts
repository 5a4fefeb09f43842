import { describeGiven } from '../../services/describe-given';
import { giveRefund } from '../../services/give-refund';
import { type OpenedOrder, openOrder } from '../../services/open-order';
import { shopErrorText } from '../../services/shop-error-text';
import { SHOP_REASONS } from '../../services/shop-reasons';

type Wanted = WechatMiniprogram.CustomEvent<{ amount: number; reason: string }>;

Component({
  data: {
    outTradeNo: '',
    reasons: SHOP_REASONS,
    opened: null as OpenedOrder | null,
    loading: true,
    /** Why the order could not be loaded. */
    error: '',
    /** Why the last refund was refused. */
    notice: '',
    busy: false,
    /** What came of the refund that was given here; another one is for later, because WeChat wants a minute between them. */
    told: null as { title: string; text: string } | null,
  },
  methods: {
    onLoad(query: { outTradeNo?: string }) {
      this.setData({ outTradeNo: query.outTradeNo ?? '' });
    },
    /** Anew when the shopkeeper comes back from deciding what the buyer asked for. */
    async onShow() {
      await this.load();
    },
    async onPullDownRefresh() {
      this.setData({ told: null, notice: '' });
      await this.load();
      wx.stopPullDownRefresh();
    },
    async load() {
      this.setData({ loading: true, error: '' });
      try {
        this.setData({ opened: await openOrder(this.data.outTradeNo) });
      } catch (error) {
        this.setData({ error: shopErrorText(error) });
      }
      this.setData({ loading: false });
    },
    async onSubmit({ detail }: Wanted) {
      const { opened, outTradeNo } = this.data;
      if (!opened) return;
      this.setData({ busy: true, notice: '' });
      const given = await giveRefund({ outTradeNo, ...detail }, opened);
      this.setData({ busy: false });
      if (given.kind === 'kept') return;
      if (given.kind === 'refused') this.setData({ notice: given.reason });
      else this.setData({ told: describeGiven(given) });
      await this.load();
      wx.pageScrollTo({ scrollTop: 0 });
    },
    onRefunds() {
      wx.navigateTo({ url: '/shop/pages/refunds/refunds' });
    },
  },
});
