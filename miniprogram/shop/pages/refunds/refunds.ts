import type { RefundStatus } from '../../../../typings/api';
import { errorText } from '../../../services/error-text';
import { decideRefund } from '../../services/decide-refund';
import { firstFilter } from '../../services/first-filter';
import { listRefunds, type RefundTask, toTask } from '../../services/list-refunds';

type Filter = RefundStatus | '';
type Tap = WechatMiniprogram.TouchEvent<object, object, { index: number }>;

const FILTERS: { status: Filter; title: string }[] = [
  { status: 'ASKED', title: '待处理' },
  { status: 'ABNORMAL', title: '异常' },
  { status: 'SUCCESS', title: '已退款' },
  { status: '', title: '全部' },
];

Component({
  data: {
    filters: FILTERS,
    status: 'ASKED' as Filter,
    tasks: [] as RefundTask[],
    more: false,
    loading: true,
    error: '',
    /** The refund that is being decided, and what came of the last decision where the refund itself does not tell. */
    deciding: '',
    notice: { about: '', text: '' },
  },
  methods: {
    async onLoad() {
      this.setData({ status: await firstFilter() });
      await this.load([]);
    },
    async onPullDownRefresh() {
      await this.load([]);
      wx.stopPullDownRefresh();
    },
    async onReachBottom() {
      if (this.data.more && !this.data.loading) await this.load(this.data.tasks);
    },
    async onFilter(event: WechatMiniprogram.TouchEvent<object, object, { status: Filter }>) {
      this.setData({ status: event.currentTarget.dataset.status, tasks: [], more: false });
      await this.load([]);
    },
    async load(shown: RefundTask[]) {
      const { status } = this.data;
      this.setData({ loading: true, error: '', notice: { about: '', text: '' } });
      try {
        const { items: tasks, more } = await listRefunds(status, shown);
        // Another filter may have been chosen in the meantime, whose answer is on its way.
        if (status !== this.data.status) return;
        this.setData({ tasks, more });
      } catch (error) {
        if (status !== this.data.status) return;
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onAgain() {
      return this.load([]);
    },
    onApprove(event: Tap) {
      return this.decide(event.currentTarget.dataset.index, true);
    },
    onDecline(event: Tap) {
      return this.decide(event.currentTarget.dataset.index, false);
    },
    async decide(index: number, approve: boolean) {
      const task = this.data.tasks[index];
      if (!task) return;
      const { outRefundNo } = task;
      this.setData({ deciding: outRefundNo, notice: { about: '', text: '' } });
      const decision = await decideRefund(task, approve);
      this.setData({ deciding: '' });
      if (decision.kind === 'refused') this.setData({ notice: { about: outRefundNo, text: decision.reason } });
      if (decision.kind !== 'decided') return;
      const decided = toTask(decision.refund);
      // It stays where it was and tells its new state; the list may have grown while the answer was on its way.
      const tasks = this.data.tasks.map((each) => (each.outRefundNo === outRefundNo ? decided : each));
      this.setData({ tasks });
    },
  },
});
