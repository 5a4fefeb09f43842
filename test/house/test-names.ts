import { type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';

const TESTS = ['test', 'it', 'describe'];

/**
 * What a test file calls its tests: the titles given to `test` and `describe`, and every text in the tables given to their
 * `each`, wherever in the file a table is put together. Comments and everything else that a file says do not count.
 */
export function testNames(source: string): string[] {
  const program = parse(transformSync(source, { loader: 'ts' }).code, { ecmaVersion: 2022, sourceType: 'module' });
  const definitions = new Map<string, Node[]>();
  const named = new Set<Node>();
  const define = (name: string, node: Node) => definitions.set(name, [...(definitions.get(name) ?? []), node]);
  for (const node of within(program)) {
    if (isA(node, 'VariableDeclarator') && node.id.name && node.init) define(node.id.name, node.init);
    if (isA(node, 'FunctionDeclaration') && node.id?.name) define(node.id.name, node);
    if (!isA(node, 'CallExpression')) continue;
    const { callee, arguments: given } = node;
    // A table may grow after it was declared.
    if (callee.property?.name === 'push' && callee.object?.name)
      given.map((one) => define(callee.object?.name ?? '', one));
    if (!TESTS.includes(rootOf(callee))) continue;
    const isTable = callee.property?.name === 'each';
    for (const one of isTable ? given : given.slice(0, 1)) named.add(one);
  }
  return [...named].flatMap((node) => texts(node, definitions, new Set()));
}

/** The little of the syntax tree that is looked at. */
interface Shapes {
  VariableDeclarator: { id: { name?: string }; init?: Node };
  FunctionDeclaration: { id?: { name: string } };
  CallExpression: { callee: Callee; arguments: Node[] };
  Identifier: { name: string };
  Literal: { value: unknown };
  TemplateElement: { value: { cooked: string } };
}
type Callee = Node & { name?: string; object?: Callee; property?: { name?: string }; callee?: Callee };

function isA<T extends keyof Shapes>(node: Node, type: T): node is Node & Shapes[T] {
  return node.type === type;
}

function rootOf(callee: Callee): string {
  const inner = callee.object ?? callee.callee;
  return inner ? rootOf(inner) : (callee.name ?? '');
}

function* within(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* within(child);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Every text in an expression, and in what the names in it stand for. */
function texts(node: Node, definitions: ReadonlyMap<string, Node[]>, seen: Set<string>): string[] {
  return [...within(node)].flatMap((one) => {
    if (isA(one, 'Literal') && typeof one.value === 'string') return [one.value];
    if (isA(one, 'TemplateElement')) return [one.value.cooked];
    if (!isA(one, 'Identifier') || seen.has(one.name)) return [];
    seen.add(one.name);
    return (definitions.get(one.name) ?? []).flatMap((definition) => texts(definition, definitions, seen));
  });
}
