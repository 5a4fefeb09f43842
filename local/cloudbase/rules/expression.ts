import type { Value } from '../database/document';
import { valueAt } from '../database/value-at';

/** What a rule can look at. Nobody logged in: `auth` is null. */
export interface Scope {
  auth: { openid: string; loginType: 'WECHAT' } | null;
  doc: { [field: string]: Value };
}

type Evaluate = (scope: Scope) => Value;

/** Nested deeper than this a rule is no rule. */
const maxDepth = 20;

/**
 * Reads a security rule: `auth.…`, `doc.…`, texts, numbers, true, false and null, compared with == != < <= > >= and joined
 * by && || ! and brackets. https://docs.cloudbase.net/database/security-rules
 *
 * @throws Error that shows the place that is not understood
 */
export function parseExpression(text: string): (scope: Scope) => boolean {
  const tokens = tokenize(text);
  let depth = 0;
  const wrong = () => new Error(`the rule is not understood at "${tokens[0] ?? 'its end'}": ${text}`);
  const accept = (...wanted: string[]) => (wanted.includes(tokens[0] ?? '') ? tokens.shift() : undefined);

  function either(): Evaluate {
    if (++depth > maxDepth) throw wrong();
    let left = both();
    while (accept('||')) left = or(left, both());
    depth--;
    return left;
  }
  function both(): Evaluate {
    let left = comparison();
    while (accept('&&')) left = and(left, comparison());
    return left;
  }
  function comparison(): Evaluate {
    const left = operand();
    const operator = accept('==', '===', '!=', '!==', '<=', '>=', '<', '>');
    return operator ? compare(operator, left, operand()) : left;
  }
  function operand(): Evaluate {
    if (accept('!')) {
      if (++depth > maxDepth) throw wrong();
      const inner = operand();
      depth--;
      return (scope) => !inner(scope);
    }
    if (accept('(')) {
      const inner = either();
      if (!accept(')')) throw wrong();
      return inner;
    }
    const value = readOperand(tokens[0] ?? '');
    if (!value) throw wrong();
    tokens.shift();
    return value;
  }

  const rule = either();
  if (tokens.length > 0) throw wrong();
  return (scope) => rule(scope) === true;
}

const tokenPattern = /\s*(===|!==|==|!=|<=|>=|&&|\|\||[<>!()]|'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|[A-Za-z_][\w.]*|\S)/g;

const tokenize = (text: string) => [...text.matchAll(tokenPattern)].map(([, token]) => token as string);

function readOperand(token: string): Evaluate | undefined {
  const constants: Record<string, Value> = { true: true, false: false, null: null };
  if (Object.hasOwn(constants, token)) return () => constants[token] as Value;
  if (/^['"]/.test(token)) return () => token.slice(1, -1);
  if (/^-?\d/.test(token)) return () => Number(token);
  if (/^(auth|doc)(\.\w+)*$/.test(token)) return (scope) => valueAt({ ...scope }, token).value ?? null;
  return undefined;
}

const or =
  (left: Evaluate, right: Evaluate): Evaluate =>
  (scope) =>
    left(scope) === true || right(scope) === true;
const and =
  (left: Evaluate, right: Evaluate): Evaluate =>
  (scope) =>
    left(scope) === true && right(scope) === true;

function compare(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  return (scope) => {
    const [a, b] = [left(scope), right(scope)];
    if (operator.startsWith('==')) return a === b;
    if (operator.startsWith('!=')) return a !== b;
    if (typeof a !== typeof b || (typeof a !== 'number' && typeof a !== 'string')) return false;
    const order = a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
    return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] === true;
  };
}
