import { assetAddress } from '../asset-address';
import { element } from '../dom';
import { openLayer } from '../overlays/layer';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';

export const media: ApiGroup = () => ({
  getImageInfo: api('getImageInfo', async ({ src }: { src: string }) => {
    const image = element('img', { src: assetAddress(src, '') });
    await image.decode().catch(() => {
      throw new ApiFailure(`cannot read ${src}`);
    });
    return { width: image.naturalWidth, height: image.naturalHeight, path: src, type: 'unknown', orientation: 'up' };
  }),
  previewImage: api('previewImage', ({ urls, current }: { urls: string[]; current?: string }) => {
    const shown = current ?? urls[0] ?? '';
    const image = element('img', { src: assetAddress(shown, ''), alt: '' });
    const { layer, close } = openLayer('pv-mask pv-picture', image);
    layer.addEventListener('click', close);
  }),
});
