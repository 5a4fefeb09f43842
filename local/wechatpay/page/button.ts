import { element } from '../../console/page/element';

/** A button that says what it does, and with `title` what comes of it. */
export function button(text: string, title: string, onClick: () => void, className = ''): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  if (title) made.title = title;
  made.addEventListener('click', onClick);
  return made;
}
