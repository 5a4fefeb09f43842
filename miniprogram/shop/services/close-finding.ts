import type { FindingView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { errorText } from '../../services/error-text';
import { singleFlight } from '../../services/single-flight';

export type Closing = { kind: 'closed'; finding: FindingView } | { kind: 'kept' } | { kind: 'refused'; reason: string };

/** Asks the operator whether he has looked into it, then ends a difference in his name. */
export function closeFinding({ id }: FindingView): Promise<Closing> {
  return singleFlight(`close ${id}`, async () => {
    const { confirm } = await wx.showModal({
      title: '这一条核对过了？',
      content: '它不再提醒，账目不会因此变动，您的操作会留下记录',
      cancelText: '再看看',
      confirmText: '已核对',
      confirmColor: '#F0562B',
    });
    if (!confirm) return { kind: 'kept' };
    try {
      const { finding } = await callFunction('backoffice', { action: 'closeFinding', id });
      return { kind: 'closed', finding };
    } catch (error) {
      return { kind: 'refused', reason: errorText(error) };
    }
  });
}
