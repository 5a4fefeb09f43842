import type { RefundView } from '../../../typings/api';

export interface RefundText {
  title: string;
  text: string;
  /** Colour of its tag. */
  theme: 'warning' | 'primary' | 'success' | 'danger' | 'default';
}

/** What the buyer is told about a refund: where it is, and what comes next. */
export function describeRefund({ status }: RefundView): RefundText {
  switch (status) {
    case 'ASKED':
      return { theme: 'warning', title: '等待商家处理', text: '商家同意后，微信会把钱原路退给您' };
    case 'REQUESTED':
    case 'SUBMITTED':
      return { theme: 'primary', title: '商家已同意，退款中', text: '微信正在退款，一般几分钟内完成' };
    case 'SUCCESS':
      return { theme: 'success', title: '已退款', text: '原路退回：零钱马上到账，银行卡 1 到 3 个工作日到账' };
    case 'DECLINED':
      return { theme: 'default', title: '商家未同意', text: '这笔钱没有退。有疑问请联系商家，也可以重新申请' };
    case 'CLOSED':
      return { theme: 'danger', title: '没有退成', text: '微信没有退这笔钱，请重新申请或联系商家' };
    case 'ABNORMAL':
      return { theme: 'danger', title: '退款异常，请联系商家', text: '钱没能退进您的付款账户，商家会换一种方式退给您' };
  }
}
