import { convertUnits } from '../../convert-units';
import { assetAddress } from '../asset-address';
import { builtin } from './builtin';

interface RichNode {
  name?: string;
  type?: string;
  text?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

const tags = new Set(
  'a abbr article aside b blockquote br code col colgroup dd del div dl dt em fieldset h1 h2 h3 h4 h5 h6 hr i img ins label legend li ol p pre q section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
);
const attributes = new Set([
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'span',
  'colspan',
  'rowspan',
  'align',
  'type',
  'start',
]);

/** Only the tags and attributes that WeChat allows, whether they came as nodes or as a string of HTML. */
export const richText = builtin({
  properties: { nodes: null, space: String, userSelect: Boolean },
  setup(self) {
    return {
      update(changed) {
        if (!changed('nodes')) return;
        const { nodes } = self.props;
        const list = typeof nodes === 'string' ? parse(nodes) : Array.isArray(nodes) ? (nodes as RichNode[]) : [];
        self.element.replaceChildren(...list.map(toDom));
      },
    };
  },
});

function parse(html: string): RichNode[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const read = (node: ChildNode): RichNode =>
    node instanceof Element
      ? {
          name: node.localName,
          attrs: Object.fromEntries(Array.from(node.attributes, ({ name, value }) => [name, value])),
          children: Array.from(node.childNodes, read),
        }
      : { type: 'text', text: node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '' };
  return Array.from(body.childNodes, read);
}

function toDom({ name, type, text, attrs = {}, children = [] }: RichNode): Node {
  if (type === 'text' || !name || !tags.has(name)) return document.createTextNode(text ?? '');
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) {
    if (!attributes.has(key)) continue;
    made.setAttribute(key, key === 'style' ? convertUnits(value) : key === 'src' ? assetAddress(value, '') : value);
  }
  made.append(...children.map(toDom));
  return made;
}
