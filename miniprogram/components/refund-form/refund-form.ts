import { formatPrice } from '../../services/format-price';
import { readAmount } from '../../services/refunds/read-amount';
import { readReason } from '../../services/refunds/read-reason';

type Typed = WechatMiniprogram.CustomEvent<{ value: string }>;

/**
 * How much of an order goes back, and why. Triggers `submit` with `{ amount, reason }`, fen and text, once both are right;
 * what was written stays, for an attempt may be refused.
 */
Component({
  properties: {
    /** Fen that can go back, and do unless less is typed. */
    left: { type: Number, value: 0 },
    reasons: { type: Array, value: [] as string[] },
    /** For whom the reason is written. */
    placeholder: { type: String, value: '' },
    /** What happens then. */
    note: { type: String, value: '' },
    button: { type: String, value: '' },
    busy: { type: Boolean, value: false },
  },
  data: {
    /** What was typed, yuan. */
    amount: '',
    reason: '',
    words: '',
    amountProblem: '',
    reasonProblem: '',
  },
  observers: {
    left(left: number) {
      if (left > 0 && this.data.amount === '') this.onAll();
    },
  },
  methods: {
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
    onSubmit() {
      const { left, reasons, words } = this.data;
      const amount = readAmount(this.data.amount, left);
      const reason = readReason(reasons, this.data.reason, words);
      const amountProblem = amount.kind === 'wrong' ? amount.problem : '';
      const reasonProblem = reason.kind === 'wrong' ? reason.problem : '';
      this.setData({ amountProblem, reasonProblem });
      if (amount.kind === 'amount' && reason.kind === 'reason') {
        this.triggerEvent('submit', { amount: amount.fen, reason: reason.text });
      } else {
        // The field it stands at may be out of sight.
        wx.showToast({ title: amountProblem || reasonProblem, icon: 'none' });
      }
    },
  },
});
