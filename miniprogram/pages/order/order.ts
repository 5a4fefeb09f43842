import type { OrderView } from '../../../typings/api';
import { describeOutcome } from '../../services/checkout/describe-outcome';
import { describeStep } from '../../services/checkout/describe-step';
import { errorText } from '../../services/error-text';
import { cancelOrder } from '../../services/orders/cancel-order';
import type { OrderText } from '../../services/orders/describe-order';
import { listFacts } from '../../services/orders/list-facts';
import { orderAgain } from '../../services/orders/order-again';
import { payOrder } from '../../services/orders/pay-order';
import { watchOrder } from '../../services/orders/watch-order';
import { leftToRefund } from '../../services/refunds/left-to-refund';
import { listRefunds, type RefundLine } from '../../services/refunds/list-refunds';

Component({
  data: {
    outTradeNo: '',
    order: null as OrderView | null,
    text: null as OrderText | null,
    facts: [] as { title: string; note: string }[],
    /** Milliseconds left to pay. */
    left: 0,
    refunds: [] as RefundLine[],
    /** Fen that can still be asked for. */
    refundable: 0,
    loading: true,
    /** Why the order could not be loaded. */
    error: '',
    /** What came of the last press of a button, where the order itself does not tell. */
    notice: '',
    /** What the busy button says; empty while it can be pressed. */
    step: '',
    /** What the pay button is called after an attempt that failed. */
    again: '',
  },
  methods: {
    onLoad(query: { outTradeNo?: string }) {
      this.setData({ outTradeNo: query.outTradeNo ?? '' });
    },
    onShow() {
      this.onRefresh();
    },
    onRefresh() {
      this.setData({ notice: '' });
      return this.load();
    },
    async load() {
      this.setData({ loading: true, error: '' });
      try {
        await watchOrder(this.data.outTradeNo, ({ order, text, left }) => {
          this.setData({ order, text, left, facts: listFacts(order), refundable: leftToRefund(order) });
        });
        if (this.data.order?.status === 'PAID') this.setData({ refunds: await listRefunds(this.data.outTradeNo) });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    async onPay() {
      const outcome = await payOrder(this.data.outTradeNo, (step) => this.setData({ step: describeStep(step) }));
      const { title, text, again = '' } = describeOutcome(outcome);
      this.setData({ step: '', again, notice: again ? `${title}，${text}` : '' });
      await this.load();
    },
    async onCancel() {
      const cancellation = await cancelOrder(this.data.outTradeNo);
      if (cancellation.kind === 'kept') return;
      this.setData({ notice: cancellation.kind === 'refused' ? cancellation.reason : '' });
      await this.load();
    },
    onRefund() {
      wx.navigateTo({ url: `/pages/refund/refund?outTradeNo=${this.data.outTradeNo}` });
    },
    onAgain() {
      if (this.data.order) orderAgain(this.data.order);
      wx.redirectTo({ url: '/pages/checkout/checkout' });
    },
  },
});
