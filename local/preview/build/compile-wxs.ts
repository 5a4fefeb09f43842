import { type CallExpression, type MemberExpression, type Node, parse } from 'acorn';
import { BuildError } from './build-error';

interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * WXS for a browser. In WXS `x.constructor === 'Array'` holds for an array, so `.constructor` becomes a call of the
 * runtime; and the template runtime looks modules up without their extension.
 * `line` is where the script starts in its file, for errors.
 */
export function compileWxs(source: string, file: string, line = 1): { code: string; requires: string[] } {
  const edits: Edit[] = [];
  const requires: string[] = [];
  for (const node of walk(parseOrExplain(source, file, line))) {
    if (isConstructorRead(node)) {
      // Two insertions around the object, so that an object which itself reads `.constructor` is edited too.
      edits.push({ start: node.object.start, end: node.object.start, text: '__wxsConstructor(' });
      edits.push({ start: node.object.end, end: node.end, text: ')' });
    }
    const path = requiredPath(node);
    if (path) {
      requires.push(path.value);
      edits.push({ start: path.start, end: path.end, text: JSON.stringify(path.value.replace(/\.wxs$/, '')) });
    }
  }
  return { code: apply(source, edits), requires };
}

// WXS is ES5 on paper; published components also use default parameters and trailing commas.
function parseOrExplain(source: string, file: string, line: number): Node {
  try {
    return parse(source, { ecmaVersion: 2017, sourceType: 'script', allowReturnOutsideFunction: true });
  } catch (error) {
    const { loc, message } = error as SyntaxError & { loc?: { line: number; column: number } };
    throw new BuildError([
      {
        file,
        line: loc ? loc.line + line - 1 : line,
        column: loc?.column,
        message: `WXS 语法错误：${message.replace(/ \(\d+:\d+\)$/, '')}`,
      },
    ]);
  }
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield* walk(child as Node);
    }
  }
}

function isConstructorRead(node: Node): node is MemberExpression {
  const { type, computed, property } = node as MemberExpression;
  return type === 'MemberExpression' && !computed && property.type === 'Identifier' && property.name === 'constructor';
}

function requiredPath(node: Node): { value: string; start: number; end: number } | undefined {
  const { type, callee, arguments: args } = node as CallExpression;
  if (type !== 'CallExpression' || callee.type !== 'Identifier' || callee.name !== 'require') return undefined;
  const [path] = args;
  if (path?.type !== 'Literal' || typeof path.value !== 'string') return undefined;
  return { value: path.value, start: path.start, end: path.end };
}

function apply(source: string, edits: Edit[]): string {
  let code = source;
  // From the end, so that earlier places stay valid; of two edits at one place the outer one was found first.
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return code;
}
