import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { builtinNames, builtinTemplates } from '../runtime/builtins/templates';
import { BuildError, describe, type Problem } from './build-error';
import type { ComponentSource } from './collect-components';
import { compileWxs } from './compile-wxs';
import { type Folders, fileOfId } from './component-files';
import { explainTemplateProblem } from './template-problems';

interface CompilerProblem {
  isError: boolean;
  message: string;
  /** From 0. */
  startLine: number;
  startColumn: number;
}

// The compiler lets a host see every event handler (C) and change handler (A) under these names of its own runtime
// and offers no public way: the reason why glass-easel is pinned to one exact version.
const hooks = `Q.C=function(c,e,f,p){return __wxsEvent(c,e,f,p)};Q.A=function(f,p){return __wxsChange(f,p)};`;

const meta = new Set(['block', 'slot', 'template', 'include', 'import', 'wxs']);

/**
 * Compiles the templates of all components, what they import, and those of the built-in components, into one
 * JavaScript expression. A template that does not compile is an error; the rest of what was noticed is a warning.
 */
export function compileWxml(folders: Folders, components: ComponentSource[]): { code: string; warnings: string[] } {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(hooks);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const warnings: string[] = [];

  const addScript = (path: string, from: string) => {
    const id = path.replace(/\.wxs$/, '');
    if (seen.has(`${id}.wxs`)) return;
    seen.add(`${id}.wxs`);
    const file = `${fileOfId(folders, id)}.wxs`;
    if (!existsSync(file)) {
      problems.push({ file: from, message: `找不到 wxs 文件 ${id}.wxs` });
      return;
    }
    const { code, requires } = compileWxs(readFileSync(file, 'utf8'), `${id}.wxs`);
    group.addScript(id, code);
    for (const path of requires) addScript(resolvePath(id, path), `${id}.wxs`);
  };

  const addInlineScripts = (id: string, source: string) => {
    for (const module of group.getInlineScriptModuleNames(id) as string[]) {
      const { code, requires } = compileWxs(group.getInlineScript(id, module), `${id}.wxml`, lineOfWxs(source, module));
      group.setInlineScript(id, module, code);
      for (const path of requires) addScript(resolvePath(id, path), `${id}.wxml`);
    }
  };

  const addTemplate = (id: string, from: string) => {
    if (seen.has(`${id}.wxml`)) return;
    seen.add(`${id}.wxml`);
    const file = `${fileOfId(folders, id)}.wxml`;
    if (!existsSync(file)) {
      problems.push({ file: from, message: `找不到 ${id}.wxml` });
      return;
    }
    const source = readFileSync(file, 'utf8');
    for (const found of group.addTmpl(id, source) as CompilerProblem[]) {
      const problem = toProblem(id, found);
      if (found.isError) problems.push(problem);
      else if (!id.startsWith('miniprogram_npm/')) warnings.push(describe(problem));
    }
    addInlineScripts(id, source);
    for (const path of group.getDirectDependencies(id) as string[]) addTemplate(path, `${id}.wxml`);
    for (const path of group.getScriptDependencies(id) as string[]) addScript(path, `${id}.wxml`);
  };

  for (const component of components) {
    addTemplate(component.id, `${component.id}.json`);
    if (!component.id.startsWith('miniprogram_npm/')) warnings.push(...undeclaredTags(component));
  }
  for (const [name, template] of Object.entries(builtinTemplates)) group.addTmpl(`wx/${name}`, template);
  if (problems.length > 0) throw new BuildError(problems);
  const code = group.getTmplGenObjectGroups();
  group.free();
  return { code, warnings };
}

function toProblem(id: string, { message, startLine, startColumn }: CompilerProblem): Problem {
  return { file: `${id}.wxml`, line: startLine + 1, column: startColumn + 1, message: explainTemplateProblem(message) };
}

function resolvePath(from: string, path: string): string {
  return path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path);
}

function lineOfWxs(source: string, module: string): number {
  const tags = [...source.matchAll(/<wxs\b[^>]*>/g)];
  const tag = tags.find(([text]) => new RegExp(`module\\s*=\\s*["']${module}["']`).test(text));
  return tag ? source.slice(0, tag.index + tag[0].length).split('\n').length : 1;
}

/** A whole opening tag, so that a `<` within an attribute is not taken for another. */
const openingTag = /<([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/g;

/** A component that was not declared renders as an empty box, here as in WeChat; only a warning says why. */
function undeclaredTags({ id, base, config }: ComponentSource): string[] {
  const markup = readFileSync(`${base}.wxml`, 'utf8').replace(/<!--[\s\S]*?-->|<wxs\b[\s\S]*?<\/wxs>/g, (text) =>
    text.replace(/[^\n]/g, ' '),
  );
  const known = new Set([
    ...meta,
    ...builtinNames,
    ...Object.keys(config.usingComponents),
    ...Object.keys(config.componentGenerics ?? {}),
  ]);
  const unknown = [...markup.matchAll(openingTag)].filter(([, tag]) => !known.has(tag as string));
  const first = new Map(unknown.map((match) => [match[1] as string, match.index] as const).reverse());
  return [...first].reverse().map(([tag, index]) =>
    describe({
      file: `${id}.wxml`,
      line: markup.slice(0, index).split('\n').length,
      message: `<${tag}> 没有在 usingComponents 里声明，不会显示内容`,
    }),
  );
}
