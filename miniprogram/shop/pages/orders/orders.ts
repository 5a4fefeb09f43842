import type { OrderStatus } from '../../../../typings/api';
import { errorText } from '../../../services/error-text';
import { listOrders, type MarkedOrder } from '../../services/list-orders';

type Filter = OrderStatus | '';

const FILTERS: { status: Filter; title: string }[] = [
  { status: '', title: '全部' },
  { status: 'PAID', title: '已支付' },
  { status: 'PAYING', title: '待支付' },
  { status: 'CLOSED', title: '已关闭' },
];

Component({
  data: {
    filters: FILTERS,
    status: '' as Filter,
    orders: [] as MarkedOrder[],
    more: false,
    loading: true,
    error: '',
  },
  methods: {
    async onLoad() {
      await this.load([]);
    },
    async onPullDownRefresh() {
      await this.load([]);
      wx.stopPullDownRefresh();
    },
    async onReachBottom() {
      if (this.data.more && !this.data.loading) await this.load(this.data.orders);
    },
    async onFilter(event: WechatMiniprogram.TouchEvent<object, object, { status: Filter }>) {
      this.setData({ status: event.currentTarget.dataset.status, orders: [], more: false });
      await this.load([]);
    },
    async load(shown: MarkedOrder[]) {
      const { status } = this.data;
      this.setData({ loading: true, error: '' });
      try {
        const { items: orders, more } = await listOrders(status, shown);
        // Another filter may have been chosen in the meantime, whose answer is on its way.
        if (status !== this.data.status) return;
        this.setData({ orders, more });
      } catch (error) {
        if (status !== this.data.status) return;
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onAgain() {
      return this.load([]);
    },
  },
});
