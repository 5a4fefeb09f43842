import type { Piece } from './difference';
import { element } from './element';

/** A text with what differs in it marked: a space, a line's end or nothing at all would not be seen otherwise. */
export function marked(pieces: Piece[]): HTMLPreElement {
  return element('pre', 'marked', ...pieces.map(({ text, differs }) => (differs ? mark(text) : text)));
}

function mark(text: string): HTMLElement {
  const made = element(
    'mark',
    text === '' ? 'absent' : '',
    text.replace(/\n/g, '⏎\n').replace(/ /g, '␣').replace(/\t/g, '⇥'),
  );
  if (text === '') made.title = '这里少了内容';
  return made;
}
