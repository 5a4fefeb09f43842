/**
 * The WXML of the built-in components, compiled with the mini program's own. A component without a slot draws itself
 * into its element.
 */
export const builtinTemplates: Record<string, string> = {
  view: '<slot/>',
  'cover-view': '<slot/>',
  'scroll-view': '<slot/>',
  swiper: '<wx-swiper-track><slot/></wx-swiper-track>',
  'swiper-item': '<slot/>',
  'root-portal': '<slot/>',
  'page-meta': '<slot/>',
  image: '',
  'cover-image': '',
  icon: '',
  progress: '',
  'rich-text': '',
  button: '<slot/>',
  navigator: '<slot/>',
  form: '<slot/>',
  label: '<slot/>',
  input: '',
  textarea: '',
  switch: '',
  slider: '',
  radio: '<slot/>',
  'radio-group': '<slot/>',
  checkbox: '<slot/>',
  'checkbox-group': '<slot/>',
  picker: '<slot/>',
};

/** Tags that need no component: they are elements with a style of their own. */
export const nativeNames = ['text', 'canvas', 'video'];

export const builtinNames = [...Object.keys(builtinTemplates), ...nativeNames];
