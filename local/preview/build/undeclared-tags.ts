import { readFileSync } from 'node:fs';
import { builtinNames } from '../runtime/builtins/templates';
import { describe } from './build-error';
import type { ComponentSource } from './collect-components';

const meta = ['block', 'slot', 'template', 'include', 'import', 'wxs'];
const unseen = /<!--[\s\S]*?-->|<wxs\b[\s\S]*?<\/wxs>/g;
/** A whole opening tag, so that a `<` within an attribute is not taken for another. */
const openingTag = /<([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/g;

/** A component that was not declared renders as an empty box, here as in WeChat; only a warning says why. */
export function undeclaredTags({ id, base, config }: ComponentSource): string[] {
  const markup = readFileSync(`${base}.wxml`, 'utf8').replace(unseen, (text) => text.replace(/[^\n]/g, ' '));
  const known = new Set([
    ...meta,
    ...builtinNames,
    ...Object.keys(config.usingComponents),
    ...Object.keys(config.componentGenerics ?? {}),
  ]);
  const warnings: string[] = [];
  for (const { 1: tag = '', index } of markup.matchAll(openingTag)) {
    if (known.has(tag)) continue;
    known.add(tag);
    const line = markup.slice(0, index).split('\n').length;
    const message = `<${tag}> 没有在 usingComponents 里声明，不会显示内容`;
    warnings.push(describe({ file: `${id}.wxml`, line, message }));
  }
  return warnings;
}
