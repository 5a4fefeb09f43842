import { assetAddress } from '../asset-address';
import { element as make, setAttribute } from '../dom';
import { builtin } from './builtin';

const fits: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover' };

export const image = builtin({
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    webp: Boolean,
    fadeIn: Boolean,
    showMenuByLongpress: Boolean,
  },
  setup(self) {
    const { node, element } = self;
    const picture = make('img', { alt: '', draggable: 'false' });
    element.append(picture);
    picture.addEventListener('load', () =>
      self.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight }),
    );
    picture.addEventListener('error', () => self.emit('error', { errMsg: `GET ${self.props.src} failed` }));
    return {
      update(changed) {
        const { src, mode, lazyLoad, ariaLabel } = self.props as typeof self.props & { ariaLabel?: string };
        picture.loading = lazyLoad ? 'lazy' : 'eager';
        if (ariaLabel) picture.alt = ariaLabel;
        setAttribute(element, 'mode', mode);
        picture.style.objectFit = fits[mode] ?? 'none';
        if (changed('src'))
          setAttribute(picture, 'src', assetAddress(src, node.ownerShadowRoot?.getHostNode().is ?? ''));
      },
    };
  },
});
