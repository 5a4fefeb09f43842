import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CssSyntaxError, parse, type Root } from 'postcss';
import { BuildError } from './build-error';
import { type Folders, idOfFile } from './component-files';

/** Parses a style sheet with everything it imports in the place of the import, each file once. */
export function inlineImports(folders: Folders, file: string, seen = new Set<string>()): Root {
  seen.add(file);
  const root = parseOrExplain(folders, file);
  root.walkAtRules('import', (rule) => {
    const path = /^["']([^"']+)["']/.exec(rule.params)?.[1];
    const target = path === undefined ? '' : locate(folders, file, path);
    if (!existsSync(target)) {
      throw new BuildError([
        {
          file: idOfFile(folders, file),
          line: rule.source?.start?.line,
          message: `@import 的 ${rule.params} 找不到：路径要相对当前文件，或以 / 开头`,
        },
      ]);
    }
    if (seen.has(target)) rule.remove();
    else rule.replaceWith(inlineImports(folders, target, seen).nodes);
  });
  return root;
}

function locate({ source }: Folders, from: string, path: string): string {
  const file = path.startsWith('/') ? join(source, path) : resolve(dirname(from), path);
  return file.endsWith('.wxss') ? file : `${file}.wxss`;
}

function parseOrExplain(folders: Folders, file: string): Root {
  try {
    return parse(readFileSync(file, 'utf8'), { from: file });
  } catch (error) {
    const { line, column, reason } = error as CssSyntaxError;
    throw new BuildError([
      { file: idOfFile(folders, file), line, column, message: `WXSS 语法错误：${explain(reason)}` },
    ]);
  }
}

function explain(reason: string): string {
  if (/Unclosed block/.test(reason)) return '缺少结尾的 }';
  if (/Unexpected }/.test(reason)) return '多余的 }';
  if (/Unknown word/.test(reason)) return `不认识的写法，少了冒号、分号，或用了 // 注释？（${reason}）`;
  if (/Unclosed (string|comment|bracket)/.test(reason)) return `引号、注释或括号没有闭合（${reason}）`;
  return reason;
}
