import { existsSync } from 'node:fs';
import type { AtRule, ChildNode, Rule } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { convertUnits } from '../convert-units';
import { builtinNames } from '../runtime/builtins/templates';
import { BuildError } from './build-error';
import { type Folders, idOfFile } from './component-files';
import { inlineImports } from './inline-imports';
import { maskIcons } from './mask-icons';

/** Whom a style sheet speaks to. */
export type Audience =
  /** `app.wxss` and components whose styles are shared: everybody. */
  | { kind: 'shared' }
  /** One page, with what it contains. */
  | { kind: 'page'; route: string }
  /** One component: its class names get a prefix, and the runtime gives its elements the same. */
  | { kind: 'component'; scope: string };

const builtin = new Set(builtinNames);

/**
 * Compiles a style sheet for a browser: units by `convertUnits`, tags of built-in components as `wx-*`, class names
 * with the component's prefix, a page's rules inside `@scope`. No file, no styles: WeChat does not ask for one.
 */
export function compileWxss(folders: Folders, file: string, audience: Audience): string {
  if (!existsSync(file)) return '';
  const root = inlineImports(folders, file);
  if (idOfFile(folders, file).includes('/icon/')) maskIcons(root);
  root.walkAtRules('font-face', (rule) => {
    if (/url\(\s*["']?(https?:)?\/\//.test(rule.toString())) rule.remove();
  });
  root.walkDecls((declaration) => {
    declaration.value = convertUnits(declaration.value);
  });
  const rename = selectorParser((selectors) => renameSelectors(selectors, audience));
  root.walkRules((rule) => {
    if (isKeyframe(rule)) return;
    try {
      rule.selector = rename.processSync(rule.selector);
    } catch {
      throw new BuildError([
        {
          file: idOfFile(folders, rule.source?.input.file ?? file),
          line: rule.source?.start?.line,
          message: `WXSS 选择器写错了，或者用了 // 注释：${rule.selector.slice(0, 80)}`,
        },
      ]);
    }
  });
  if (audience.kind !== 'page' || root.nodes.length === 0) return root.toString();
  // Names of animations and fonts are global; only rules can be scoped.
  const isGlobal = (node: ChildNode) => node.type === 'atrule' && /keyframes$|^font-face$/.test(node.name);
  const [outside, inside] = [root.nodes.filter(isGlobal), root.nodes.filter((node) => !isGlobal(node))];
  return `${outside.join('\n')}\n@scope (wx-page[data-route="${audience.route}"]) {\n${inside.join('\n')}\n}`;
}

function renameSelectors(selectors: selectorParser.Root, audience: Audience) {
  selectors.walkTags((tag) => {
    if (tag.value === 'page') tag.value = audience.kind === 'page' ? ':scope' : 'wx-page';
    else if (builtin.has(tag.value)) tag.value = `wx-${tag.value}`;
  });
  if (audience.kind !== 'component') return;
  const { scope } = audience;
  selectors.walkPseudos((pseudo) => {
    if (pseudo.value === ':host') pseudo.value = `[wx-host="${scope}"]`;
  });
  selectors.walkClasses((className) => {
    className.value = `${scope}--${className.value}`;
  });
}

function isKeyframe({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes');
}
