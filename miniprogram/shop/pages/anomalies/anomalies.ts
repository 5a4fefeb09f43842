import { errorText } from '../../../services/error-text';
import { type AnomalyLine, listAnomalies } from '../../services/list-anomalies';

Component({
  data: { anomalies: [] as AnomalyLine[], more: false, loading: true, error: '' },
  methods: {
    async onLoad() {
      await this.load([]);
    },
    async onPullDownRefresh() {
      await this.load([]);
      wx.stopPullDownRefresh();
    },
    async onReachBottom() {
      if (this.data.more && !this.data.loading) await this.load(this.data.anomalies);
    },
    async load(shown: AnomalyLine[]) {
      this.setData({ loading: true, error: '' });
      try {
        const { items: anomalies, more } = await listAnomalies(shown);
        this.setData({ anomalies, more });
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
      this.setData({ loading: false });
    },
    onAgain() {
      return this.load([]);
    },
  },
});
