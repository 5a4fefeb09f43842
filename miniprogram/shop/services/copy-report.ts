import { callFunction } from '../../services/call-function';
import { singleFlight } from '../../services/single-flight';

/** Copies the books of a day, `yyyy-mm-dd`, to be pasted into a spreadsheet; WeChat itself says that it did. Throws ServiceError. */
export function copyReport(date: string): Promise<void> {
  return singleFlight(`report ${date}`, async () => {
    const { csv } = await callFunction('backoffice', { action: 'report', date });
    await wx.setClipboardData({ data: csv });
  });
}
