import { assetAddress } from '../asset-address';
import { element } from '../dom';
import { openLayer } from './layer';

export interface ToastOptions {
  title?: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  image?: string;
  /** Milliseconds; a loading toast stays until it is hidden. */
  duration?: number;
  mask?: boolean;
}

let closeShown: () => void = () => undefined;

/** WeChat has one toast at a time, loading or not; a new one takes the place of the old. */
export function showToast({ title = '', icon = 'success', image, duration, mask = false }: ToastOptions) {
  closeShown();
  const picture = image
    ? element('img', { src: assetAddress(image, ''), alt: '' })
    : icon !== 'none' && element('i', { class: `pv-${icon}` });
  const body = element(
    'div',
    { role: 'status', class: picture ? 'pv-with-icon' : '' },
    picture,
    element('span', {}, title),
  );
  const { close } = openLayer(`pv-toast${mask ? ' pv-blocking' : ''}`, body);
  const timer = duration === undefined ? undefined : setTimeout(close, duration);
  closeShown = () => {
    clearTimeout(timer);
    close();
  };
}

export function hideToast() {
  closeShown();
}
