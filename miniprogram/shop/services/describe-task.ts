import type { RefundView } from '../../../typings/api';
import type { RefundText } from '../../services/refunds/describe-refund';

/** What the shop is told about a refund: where it is, and whether somebody has to do something. */
export function describeTask({ status }: RefundView): RefundText {
  switch (status) {
    case 'ASKED':
      return { theme: 'warning', title: '待处理', text: '' };
    case 'REQUESTED':
      return { theme: 'primary', title: '已同意', text: '一分钟内提交给微信' };
    case 'SUBMITTED':
      return { theme: 'primary', title: '微信退款中', text: '微信已经接受，一般几分钟内完成' };
    case 'SUCCESS':
      return { theme: 'success', title: '已退款', text: '' };
    case 'DECLINED':
      return { theme: 'default', title: '未同意', text: '' };
    case 'CLOSED':
      return { theme: 'danger', title: '没有退成', text: '微信没有退这笔钱，买家可以重新申请' };
    case 'ABNORMAL':
      return { theme: 'danger', title: '退款异常', text: '钱退不进买家的付款账户，请到微信支付商户平台处理' };
  }
}
