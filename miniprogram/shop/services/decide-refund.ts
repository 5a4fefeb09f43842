import type { RefundView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { formatPrice } from '../../services/format-price';
import { singleFlight } from '../../services/single-flight';
import { shopErrorText } from './shop-error-text';

export type Decision = { kind: 'decided'; refund: RefundView } | { kind: 'kept' } | { kind: 'refused'; reason: string };

/** Asks the operator whether he means it, then approves or declines a refund that a buyer asked for. */
export function decideRefund({ outRefundNo, amount }: RefundView, approve: boolean): Promise<Decision> {
  return singleFlight(`decide ${outRefundNo}`, async () => {
    const { confirm } = await wx.showModal(approve ? approval(amount) : refusal(amount));
    if (!confirm) return { kind: 'kept' };
    try {
      const { refund } = await callFunction('backoffice', { action: 'decideRefund', outRefundNo, approve });
      return { kind: 'decided', refund };
    } catch (error) {
      return { kind: 'refused', reason: shopErrorText(error) };
    }
  });
}

const approval = (amount: number) => ({
  title: `同意退 ${formatPrice(amount)} 元？`,
  content: '微信会把钱原路退给买家，之后不能收回',
  cancelText: '再想想',
  confirmText: '同意退款',
  confirmColor: '#F0562B',
});

const refusal = (amount: number) => ({
  title: `不退这 ${formatPrice(amount)} 元？`,
  content: '买家会看到商家未同意，可以重新申请',
  cancelText: '再想想',
  confirmText: '不同意',
  confirmColor: '#F0562B',
});
