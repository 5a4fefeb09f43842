import type { Declaration, Root, Rule } from 'postcss';

const glyph = /\.t-icon-([a-z0-9-]+)::?before$/;

/**
 * TDesign draws its icons with a font from its own servers. Nothing here leaves the machine, so each glyph becomes a
 * mask made of the same icon as SVG, which the preview serves from `tdesign-icons-svg`; the text colour shows through.
 */
export function maskIcons(root: Root) {
  root.walkRules((rule) => {
    const name = glyph.exec(rule.selector)?.[1];
    if (!name || !drawsGlyph(rule)) return;
    rule.removeAll();
    rule.append(
      { prop: 'content', value: '""' },
      { prop: 'display', value: 'block' },
      { prop: 'width', value: '1em' },
      { prop: 'height', value: '1em' },
      { prop: 'background', value: 'currentColor' },
      { prop: 'mask', value: `url(/_preview/icons/${name}.svg) center/contain no-repeat` },
    );
  });
}

function drawsGlyph(rule: Rule): boolean {
  return rule.nodes.some((node) => (node as Declaration).prop === 'content');
}
