import type { AskedOnce } from './ask-once';

/** How asking for a refund is told to the buyer, where the server has a refund now. */
export function describeAsked({ kind }: AskedOnce): { title: string; text: string } {
  if (kind === 'asked') return { title: '已提交，等待商家处理', text: '商家同意后，微信会把钱原路退给您' };
  return { title: '之前的申请已经送到', text: '这次没有再提交一笔，请到订单里查看之前申请的金额和进度' };
}
