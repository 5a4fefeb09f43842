import { chooseFromList } from '../overlays/choose';
import { type ModalOptions, showModal } from '../overlays/modal';
import { hideToast, showToast, type ToastOptions } from '../overlays/toast';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';

interface ActionSheetOptions {
  itemList: string[];
  alertText?: string;
  itemColor?: string;
}

export const feedback: ApiGroup = () => ({
  showToast: api('showToast', (options: ToastOptions) =>
    showToast({ ...options, duration: options.duration ?? 1_500 }),
  ),
  hideToast: api('hideToast', hideToast),
  showLoading: api('showLoading', ({ title, mask }: ToastOptions) => showToast({ title, mask, icon: 'loading' })),
  hideLoading: api('hideLoading', hideToast),
  showModal: api('showModal', (options: ModalOptions) => showModal(options)),
  showActionSheet: api('showActionSheet', async ({ itemList, alertText, itemColor }: ActionSheetOptions) => {
    if (!Array.isArray(itemList) || itemList.length === 0 || itemList.length > 6) {
      throw new ApiFailure('parameter error: itemList should have 1 to 6 items');
    }
    const tapIndex = await chooseFromList(itemList, alertText, itemColor);
    if (tapIndex === undefined) throw new ApiFailure('cancel');
    return { tapIndex };
  }),
});
