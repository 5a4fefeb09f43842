import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { builtinTemplates } from '../runtime/builtins/templates';
import { BuildError, describe, type Problem } from './build-error';
import type { ComponentSource } from './collect-components';
import { compileWxs } from './compile-wxs';
import { type Folders, fileOfId } from './component-files';
import { explainTemplateProblem } from './template-problems';
import { undeclaredTags } from './undeclared-tags';

interface CompilerProblem {
  isError: boolean;
  message: string;
  /** From 0. */
  startLine: number;
  startColumn: number;
}

// The compiler lets a host see every event handler (C) and change handler (A) under these names of its own runtime
// and offers no public way: the reason why glass-easel is pinned to one exact version.
const hooks = 'Q.C=function(c,e,f){return __wxsEvent(c,e,f)};Q.A=function(f){return __wxsChange(f)};';
/** Tells the runtime which functions are wxs: their handlers are called with more than a method's. */
const mark = '\n;__wxsExports(module.exports);';

/** The compiler guesses and goes on where WeChat's refuses. After an error they are only its consequences. */
const fatal = new Set(['missing end tag', 'invalid end tag']);

/**
 * Compiles the templates of all components, what they import, and those of the built-in components, into one
 * JavaScript expression. A template that does not compile is an error; the rest of what was noticed is a warning.
 */
export function compileWxml(folders: Folders, components: ComponentSource[]): { code: string; warnings: string[] } {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(hooks);
  const seen = new Set<string>();
  const templates: string[] = [];
  const scripts: [id: string, code: string][] = [];
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
    scripts.push([id, code + mark]);
    for (const path of requires) addScript(resolvePath(id, path), `${id}.wxs`);
  };

  const addInlineScripts = (id: string, source: string) => {
    for (const module of group.getInlineScriptModuleNames(id) as string[]) {
      const { code, requires } = compileWxs(group.getInlineScript(id, module), `${id}.wxml`, lineOfWxs(source, module));
      group.setInlineScript(id, module, code + mark);
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
    templates.push(id);
    const found = group.addTmpl(id, source) as CompilerProblem[];
    const errors = found.filter(({ isError }) => isError);
    const guesses = found.filter(({ message }) => fatal.has(message));
    problems.push(...(errors.length > 0 ? errors : guesses).map((problem) => toProblem(id, problem)));
    const rest = found.filter((problem) => !errors.includes(problem) && !guesses.includes(problem));
    if (!id.startsWith('miniprogram_npm/')) warnings.push(...rest.map((problem) => describe(toProblem(id, problem))));
    addInlineScripts(id, source);
    for (const path of group.getDirectDependencies(id) as string[]) addTemplate(path, `${id}.wxml`);
    for (const path of group.getScriptDependencies(id) as string[]) addScript(path, `${id}.wxml`);
  };

  for (const component of components) {
    addTemplate(component.id, `${component.id}.json`);
    if (!component.id.startsWith('miniprogram_npm/')) warnings.push(...undeclaredTags(component));
  }
  for (const [name, template] of Object.entries(builtinTemplates)) {
    group.addTmpl(`wx/${name}`, template);
    templates.push(`wx/${name}`);
  }
  if (problems.length > 0) throw new BuildError(problems.sort(byPlace));
  const code = assemble(group, templates, scripts);
  group.free();
  return { code, warnings };
}

// A template is evaluated when a page first shows its component, as its script is.
const lazy =
  'var L=(id,make)=>Object.defineProperty(G,id,{configurable:true,enumerable:true,get(){var t=make();' +
  'Object.defineProperty(G,id,{value:t});return t}});';

/**
 * As the compiler's own `getTmplGenObjectGroups`, which evaluates everything at once and is in another order in every
 * run; here the same sources give the same code.
 */
function assemble(group: TmplGroup, templates: string[], scripts: [id: string, code: string][]): string {
  const modules = scripts.map(([id, code]) => {
    const name = JSON.stringify(id);
    return `R[${name}]=D(${name},(require,exports,module)=>{${code}});`;
  });
  const generators = templates.map((id) => `L(${JSON.stringify(id)},()=>${group.getTmplGenObject(id)});`);
  return `(()=>{var G={};var R={};${lazy}${group.exportGlobals()}${modules.join('\n')}${generators.join('\n')}return G})()`;
}

function byPlace(a: Problem, b: Problem): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
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
