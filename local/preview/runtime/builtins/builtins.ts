import type { Builtin } from './builtin';
import { button } from './button';
import { choice, choiceGroup } from './choice';
import { form } from './form';
import { icon } from './icon';
import { image } from './image';
import { label } from './label';
import { navigator } from './navigator';
import { picker } from './picker';
import { progress } from './progress';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { slider } from './slider';
import { swiper } from './swiper';
import { toggle } from './switch';
import { textField } from './text-field';
import { view } from './view';

/** By tag; each has its template in `templates.ts`. */
export const builtins: Record<string, Builtin> = {
  view,
  'cover-view': view,
  'scroll-view': scrollView,
  swiper,
  'swiper-item': view,
  'root-portal': view,
  'page-meta': view,
  image,
  'cover-image': image,
  icon,
  progress,
  'rich-text': richText,
  button,
  navigator,
  form,
  label,
  input: textField('input'),
  textarea: textField('textarea'),
  switch: toggle,
  slider,
  radio: choice('radio'),
  'radio-group': choiceGroup('radio'),
  checkbox: choice('checkbox'),
  'checkbox-group': choiceGroup('checkbox'),
  picker,
};
