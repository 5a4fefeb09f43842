import { callFunction } from '../call-function';
import { errorText } from '../error-text';
import { singleFlight } from '../single-flight';

export type Cancellation = { kind: 'cancelled' } | { kind: 'kept' } | { kind: 'refused'; reason: string };

/** Asks the buyer whether he means it, then cancels the order. An order that turns out to be paid is not cancelled. */
export function cancelOrder(outTradeNo: string): Promise<Cancellation> {
  return singleFlight(`cancel ${outTradeNo}`, async () => {
    const { confirm } = await wx.showModal({
      title: '取消这笔订单？',
      content: '取消后可以重新下单',
      cancelText: '再想想',
      confirmText: '取消订单',
      confirmColor: '#F0562B',
    });
    if (!confirm) return { kind: 'kept' };
    try {
      await callFunction('trade', { action: 'cancel', outTradeNo });
      return { kind: 'cancelled' };
    } catch (error) {
      return { kind: 'refused', reason: errorText(error) };
    }
  });
}
