import { errorText } from '../services/error-text';
import type { List } from '../services/next-page';

type Choice<Status> = WechatMiniprogram.TouchEvent<object, object, { status: Status }>;

/**
 * What pages with one long list have in common: it comes a page at a time, begins anew when it is pulled down or another
 * `status` is chosen, and tells why it did not come. `ask` answers the items after those already shown, added to them, and
 * throws ServiceError. A page says when it loads for the first time.
 */
export function pagedList<T extends object, Status extends string = ''>(
  ask: (shown: T[], status: Status) => Promise<List<T>>,
  status: Status,
) {
  return Behavior({
    data: {
      status,
      items: [] as T[],
      more: false,
      loading: true,
      error: '',
      /** Counts what was asked; only the last answer is shown, whichever comes first. */
      asked: 0,
    },
    methods: {
      async load(shown: T[] = []) {
        const asked = this.data.asked + 1;
        this.setData({ asked, loading: true, error: '' });
        try {
          const { items, more } = await ask(shown, this.data.status as Status);
          if (asked === this.data.asked) this.setData({ items, more, loading: false });
        } catch (error) {
          const text = errorText(error);
          if (asked === this.data.asked) this.setData({ error: text, loading: false });
        }
      },
      async onReachBottom() {
        if (this.data.more && !this.data.loading) await this.load(this.data.items);
      },
      async onPullDownRefresh() {
        await this.load();
        wx.stopPullDownRefresh();
      },
      async onStatus(event: Choice<Status>) {
        this.setData({ status: event.currentTarget.dataset.status, items: [], more: false });
        await this.load();
      },
      onAgain() {
        return this.load();
      },
    },
  });
}
