import type { FindingStatus } from '../../../../typings/api';
import { errorText } from '../../../services/error-text';
import { closeFinding } from '../../services/close-finding';
import { copyReport } from '../../services/copy-report';
import { lastBillDay } from '../../services/last-bill-day';
import { type FindingLine, listFindings, toLine } from '../../services/list-findings';

type Filter = FindingStatus | '';

const FILTERS: { status: Filter; title: string }[] = [
  { status: 'ESCALATED', title: '等您核对' },
  { status: 'OPEN', title: '核实中' },
  { status: 'REPAIRED', title: '已更正' },
  { status: '', title: '全部' },
];

Component({
  data: {
    filters: FILTERS,
    status: 'ESCALATED' as Filter,
    findings: [] as FindingLine[],
    more: false,
    loading: true,
    error: '',
    /** The finding that is being ended, and what came of it where the finding itself does not tell. */
    closing: '',
    notice: { about: '', text: '' },
    /** The day of the report, and the last that can be chosen. */
    date: '',
    lastDate: '',
    copying: false,
    copyError: '',
  },
  methods: {
    async onLoad() {
      const lastDate = lastBillDay(Date.now());
      this.setData({ date: lastDate, lastDate });
      await this.load([]);
    },
    async onPullDownRefresh() {
      await this.load([]);
      wx.stopPullDownRefresh();
    },
    async onReachBottom() {
      if (this.data.more && !this.data.loading) await this.load(this.data.findings);
    },
    async onFilter(event: WechatMiniprogram.TouchEvent<object, object, { status: Filter }>) {
      this.setData({ status: event.currentTarget.dataset.status, findings: [], more: false });
      await this.load([]);
    },
    async load(shown: FindingLine[]) {
      const { status } = this.data;
      this.setData({ loading: true, error: '', notice: { about: '', text: '' } });
      try {
        const { items: findings, more } = await listFindings(status, shown);
        // Another filter may have been chosen in the meantime, whose answer is on its way.
        if (status !== this.data.status) return;
        this.setData({ findings, more });
      } catch (error) {
        if (status !== this.data.status) return;
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onAgain() {
      return this.load([]);
    },
    async onClose(event: WechatMiniprogram.TouchEvent<object, object, { index: number }>) {
      const finding = this.data.findings[event.currentTarget.dataset.index];
      if (!finding) return;
      const { id } = finding;
      this.setData({ closing: id, notice: { about: '', text: '' } });
      const closing = await closeFinding(finding);
      this.setData({ closing: '' });
      if (closing.kind === 'refused') this.setData({ notice: { about: id, text: closing.reason } });
      if (closing.kind !== 'closed') return;
      const closed = toLine(closing.finding);
      this.setData({ findings: this.data.findings.map((each) => (each.id === id ? closed : each)) });
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
