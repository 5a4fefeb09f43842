import type { RefundStatus } from '../../../../typings/api';
import { pagedList } from '../../../behaviors/paged-list';
import { decideRefund } from '../../services/decide-refund';
import { firstFilter } from '../../services/first-filter';
import { listRefunds, toTask } from '../../services/list-refunds';

type Filter = RefundStatus | '';
type Tap = WechatMiniprogram.TouchEvent<object, object, { index: number }>;

const FILTERS: { status: Filter; title: string }[] = [
  { status: 'ASKED', title: '待处理' },
  { status: 'ABNORMAL', title: '异常' },
  { status: 'SUCCESS', title: '已退款' },
  { status: '', title: '全部' },
];

Component({
  behaviors: [pagedList(listRefunds, 'ASKED' as Filter)],
  data: {
    filters: FILTERS,
    /** The refund that is being decided, and what came of the last decision where the refund itself does not tell. */
    deciding: '',
    notice: { about: '', text: '' },
  },
  observers: {
    /** What was said about a refund is over when the list is loaded anew. */
    loading(loading: boolean) {
      if (loading) this.setData({ notice: { about: '', text: '' } });
    },
  },
  methods: {
    async onLoad() {
      this.setData({ status: await firstFilter() });
      await this.load();
    },
    onApprove(event: Tap) {
      return this.decide(event.currentTarget.dataset.index, true);
    },
    onDecline(event: Tap) {
      return this.decide(event.currentTarget.dataset.index, false);
    },
    async decide(index: number, approve: boolean) {
      const task = this.data.items[index];
      if (!task) return;
      const { outRefundNo } = task;
      this.setData({ deciding: outRefundNo, notice: { about: '', text: '' } });
      const decision = await decideRefund(task, approve);
      this.setData({ deciding: '' });
      if (decision.kind === 'refused') this.setData({ notice: { about: outRefundNo, text: decision.reason } });
      if (decision.kind !== 'decided') return;
      const decided = toTask(decision.refund);
      // It stays where it was and tells its new state; the list may have grown while the answer was on its way.
      const items = this.data.items.map((each) => (each.outRefundNo === outRefundNo ? decided : each));
      this.setData({ items });
    },
  },
});
