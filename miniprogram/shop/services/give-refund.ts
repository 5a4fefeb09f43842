import type { RefundView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { formatPrice } from '../../services/format-price';
import { type AskedOnce, askOnce } from '../../services/refunds/ask-once';
import type { WantedRefund } from '../../services/refunds/stored-request';
import { singleFlight } from '../../services/single-flight';
import { amountInWords } from './amount-in-words';
import { shopErrorText } from './shop-error-text';

export type Given = AskedOnce | { kind: 'kept' } | { kind: 'refused'; reason: string };

/** What the operator was shown: the order's refunds, and how many fen of it are left. */
interface Seen {
  refunds: RefundView[];
  left: number;
}

/** Asks the operator whether he means it, then gives a buyer money back: once, however often he is heard. */
export function giveRefund(wanted: WantedRefund, { refunds, left }: Seen): Promise<Given> {
  return singleFlight(`give ${wanted.outTradeNo}`, async () => {
    const { confirm } = await wx.showModal(question(wanted.amount, left));
    if (!confirm) return { kind: 'kept' };
    try {
      return await askOnce('shop', wanted, refunds, (request) =>
        callFunction('backoffice', { action: 'refund', ...request }),
      );
    } catch (error) {
      return { kind: 'refused', reason: shopErrorText(error) };
    }
  });
}

/** In figures and in words, and what it leaves: a point or a zero too many is seen in one of them. */
function question(amount: number, left: number) {
  const rest = amount === left ? '剩下的款项全部退完' : `退款后还剩 ${formatPrice(left - amount)} 元`;
  return {
    title: `退给买家 ${formatPrice(amount)} 元？`,
    content: `${amountInWords(amount)}，${rest}。微信会把钱原路退给买家，之后不能收回`,
    cancelText: '再想想',
    confirmText: '确认退款',
    confirmColor: '#F0562B',
  };
}
