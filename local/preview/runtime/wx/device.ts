import { showToast } from '../overlays/toast';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';

export const device: ApiGroup = () => {
  const vibrate = (milliseconds: number) => () => {
    navigator.vibrate?.(milliseconds);
  };
  return {
    vibrateShort: api('vibrateShort', vibrate(15)),
    vibrateLong: api('vibrateLong', vibrate(400)),
    getNetworkType: api('getNetworkType', () => ({ networkType: navigator.onLine ? 'wifi' : 'none' })),
    setClipboardData: api('setClipboardData', async ({ data }: { data: string }) => {
      await writeClipboard(data);
      showToast({ title: '内容已复制', duration: 1_500 });
    }),
    getClipboardData: api('getClipboardData', async () => ({ data: await navigator.clipboard.readText() })),
    hideKeyboard: api('hideKeyboard', () => (document.activeElement as HTMLElement | null)?.blur()),
    makePhoneCall: api('makePhoneCall', () => {
      throw new ApiFailure('the preview has no telephone');
    }),
  };
};

/** The browser's clipboard is closed to a page without a secure origin or permission; the old way is still open. */
async function writeClipboard(text: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
