import { pagedList } from '../../../behaviors/paged-list';
import { listAnomalies } from '../../services/list-anomalies';

Component({
  behaviors: [pagedList(listAnomalies, '')],
  methods: {
    async onLoad() {
      await this.load();
    },
  },
});
