import type { AskedOnce } from '../../services/refunds/ask-once';

/** How giving a refund is told to the operator, where the server has a refund now. */
export function describeGiven(given: AskedOnce): { title: string; text: string } {
  if (given.kind === 'earlier') {
    return { title: '之前的退款已经送到', text: '这次没有再退一笔，请看下面退款记录里的金额和进度' };
  }
  if (given.refund.status === 'ASKED') {
    return { title: '等待另一位店员同意', text: '金额较大，另一位店员在「退款申请」里同意后，微信才会退款' };
  }
  return { title: '已记下，马上退款', text: '一分钟内提交给微信，钱原路退给买家' };
}
