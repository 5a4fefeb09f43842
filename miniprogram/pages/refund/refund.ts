import { errorText } from '../../services/error-text';
import { formatPrice } from '../../services/format-price';
import { askRefund } from '../../services/refunds/ask-refund';
import { describeAsked } from '../../services/refunds/describe-asked';
import { openRefund } from '../../services/refunds/open-refund';
import { readAmount } from '../../services/refunds/read-amount';
import { REASONS, readReason } from '../../services/refunds/read-reason';

type Typed = WechatMiniprogram.CustomEvent<{ value: string }>;

Component({
  data: {
    outTradeNo: '',
    reasons: REASONS,
    /** Fen that can still be asked for. */
    left: 0,
    /** How many refunds the order has had. */
    before: 0,
    /** What was typed, yuan. */
    amount: '',
    reason: '',
    words: '',
    amountProblem: '',
    reasonProblem: '',
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
        this.setData({ left, before: refunds.length, amount: this.data.amount || formatPrice(left) });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onAll() {
      this.setData({ amount: formatPrice(this.data.left), amountProblem: '' });
    },
    onAmount({ detail }: Typed) {
      const amount = readAmount(detail.value, this.data.left);
      this.setData({ amount: detail.value, amountProblem: amount.kind === 'wrong' ? amount.problem : '' });
    },
    onReason(event: WechatMiniprogram.TouchEvent<object, object, { reason: string }>) {
      this.setData({ reason: event.currentTarget.dataset.reason, reasonProblem: '' });
    },
    onWords({ detail }: Typed) {
      this.setData({ words: detail.value, reasonProblem: '' });
    },
    async onSubmit() {
      const { outTradeNo, before, left } = this.data;
      const amount = readAmount(this.data.amount, left);
      const reason = readReason(this.data.reason, this.data.words);
      this.setData({
        amountProblem: amount.kind === 'wrong' ? amount.problem : '',
        reasonProblem: reason.kind === 'wrong' ? reason.problem : '',
      });
      if (amount.kind === 'wrong' || reason.kind === 'wrong') return;
      this.setData({ busy: true, notice: '' });
      const asked = await askRefund({ outTradeNo, before, amount: amount.fen, reason: reason.text });
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
