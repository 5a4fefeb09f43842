import { readFileSync } from 'node:fs';
import { type TransformFailure, transformSync } from 'esbuild';
import { BuildError } from './build-error';

const mistakes: [RegExp, string][] = [
  [/trailing commas/, '最后一项后面多了一个逗号'],
  [/comments/, 'JSON 里不能写注释'],
  [/single.?quote|"'"/i, 'JSON 的字符串要用双引号'],
  [/end of file/i, '文件不完整，缺少结尾的括号'],
];

/** Reads a JSON object. esbuild, not `JSON.parse`, explains a mistake, because it says where it is. */
export function readJson(path: string, file: string): Record<string, unknown> {
  const source = readFileSync(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw explain(source, file);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new BuildError([{ file, line: 1, message: '内容应是一个对象：{ … }' }]);
}

function explain(source: string, file: string): BuildError {
  try {
    transformSync(source, { loader: 'json', logLevel: 'silent' });
  } catch (error) {
    const [first] = (error as TransformFailure).errors;
    const text = first?.text ?? '';
    const message = mistakes.find(([pattern]) => pattern.test(text))?.[1] ?? `不是合法的 JSON：${text}`;
    return new BuildError([{ file, line: first?.location?.line, column: first?.location?.column, message }]);
  }
  return new BuildError([{ file, message: '不是合法的 JSON' }]);
}
