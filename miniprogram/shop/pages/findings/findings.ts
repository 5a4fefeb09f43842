import type { FindingStatus } from '../../../../typings/api';
import { pagedList } from '../../../behaviors/paged-list';
import { errorText } from '../../../services/error-text';
import { closeFinding } from '../../services/close-finding';
import { copyReport } from '../../services/copy-report';
import { lastBillDay } from '../../services/last-bill-day';
import { listFindings, toLine } from '../../services/list-findings';

type Filter = FindingStatus | '';

const FILTERS: { status: Filter; title: string }[] = [
  { status: 'ESCALATED', title: '等您核对' },
  { status: 'OPEN', title: '核实中' },
  { status: 'REPAIRED', title: '已更正' },
  { status: '', title: '全部' },
];

Component({
  behaviors: [pagedList(listFindings, 'ESCALATED' as Filter)],
  data: {
    filters: FILTERS,
    /** The finding that is being ended, and what came of it where the finding itself does not tell. */
    closing: '',
    notice: { about: '', text: '' },
    /** The day of the report, and the last that can be chosen. */
    date: '',
    lastDate: '',
    copying: false,
    copyError: '',
  },
  observers: {
    /** What was said about a finding is over when the list is loaded anew. */
    loading(loading: boolean) {
      if (loading) this.setData({ notice: { about: '', text: '' } });
    },
  },
  methods: {
    async onLoad() {
      const lastDate = lastBillDay(Date.now());
      this.setData({ date: lastDate, lastDate });
      await this.load();
    },
    async onClose(event: WechatMiniprogram.TouchEvent<object, object, { index: number }>) {
      const finding = this.data.items[event.currentTarget.dataset.index];
      if (!finding) return;
      const { id } = finding;
      this.setData({ closing: id, notice: { about: '', text: '' } });
      const closing = await closeFinding(finding);
      this.setData({ closing: '' });
      if (closing.kind === 'refused') this.setData({ notice: { about: id, text: closing.reason } });
      if (closing.kind !== 'closed') return;
      const closed = toLine(closing.finding);
      this.setData({ items: this.data.items.map((each) => (each.id === id ? closed : each)) });
    },
    onDate(event: WechatMiniprogram.PickerChange) {
      this.setData({ date: String(event.detail.value), copyError: '' });
    },
    async onCopy() {
      this.setData({ copying: true, copyError: '' });
      try {
        await copyReport(this.data.date);
      } catch (error) {
        this.setData({ copyError: errorText(error) });
      }
      this.setData({ copying: false });
    },
  },
});
