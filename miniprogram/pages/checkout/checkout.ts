import type { OrderLine } from '../../../typings/api';
import { describeOutcome, type OutcomeText } from '../../services/checkout/describe-outcome';
import { describeStep } from '../../services/checkout/describe-step';
import { openCheckout } from '../../services/checkout/open-checkout';
import { payCart } from '../../services/checkout/pay-cart';
import type { PaymentOutcome } from '../../services/checkout/payment-outcome';
import { errorText } from '../../services/error-text';

Component({
  data: {
    lines: [] as OrderLine[],
    total: 0,
    loading: true,
    error: '',
    /** What the busy button says; empty while it can be pressed. */
    step: '',
    /** How the last attempt to pay ended. */
    told: null as OutcomeText | null,
    /** Whether there is an order to look at, and which. */
    ordered: false,
    outTradeNo: '',
  },
  methods: {
    async onLoad() {
      this.setData({ loading: true, error: '' });
      try {
        const { lines, total, outcome } = await openCheckout();
        this.setData({ lines, total, loading: false });
        if (outcome) this.tell(outcome);
      } catch (error) {
        this.setData({ loading: false, error: errorText(error) });
      }
    },
    async onPay() {
      this.tell(await payCart((step) => this.setData({ step: describeStep(step) })));
    },
    tell(outcome: PaymentOutcome) {
      const outTradeNo = 'outTradeNo' in outcome ? outcome.outTradeNo : undefined;
      const ordered = outTradeNo !== undefined || outcome.kind === 'paid';
      this.setData({ step: '', told: describeOutcome(outcome), ordered, outTradeNo: outTradeNo ?? '' });
    },
    onOrder() {
      const { outTradeNo } = this.data;
      if (outTradeNo) wx.redirectTo({ url: `/pages/order/order?outTradeNo=${outTradeNo}` });
      else this.onOrders();
    },
    onOrders() {
      wx.switchTab({ url: '/pages/orders/orders' });
    },
    onShop() {
      wx.switchTab({ url: '/pages/goods/goods' });
    },
  },
});
