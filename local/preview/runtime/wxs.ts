import type { GeneralComponent, Element as MiniprogramNode } from 'glass-easel';
import { describeComponent } from './component-descriptor';

type Caller = { _$: GeneralComponent };
type Handler = (this: unknown, ...args: unknown[]) => unknown;
type TemplateEvent = { currentTarget: MiniprogramNode | Caller };

const nodeOf = (target: MiniprogramNode | Caller) => ('_$' in target ? target._$ : (target as MiniprogramNode));

/** The names that compiled templates and wxs call; see `build/compile-wxml.ts` and `build/compile-wxs.ts`. */
export function installWxsGlobals(scope: Record<string, unknown>) {
  scope.getRegExp = (pattern: string, flags?: string) => new RegExp(pattern, flags);
  scope.getDate = (...args: []) => (args.length === 0 ? new Date() : new Date(...args));
  scope.__wxsConstructor = constructorName;

  const exported = new WeakSet<object>();
  scope.__wxsExports = (exports: object) => {
    for (const value of Object.values(exports)) if (typeof value === 'function') exported.add(value);
  };

  /** Runs every event handler of a template: a method gets the event, a wxs function also the component around it. */
  scope.__wxsEvent = (caller: Caller, event: TemplateEvent, handler: Handler) => {
    if (!exported.has(handler)) return handler.call(caller, event);
    const wxsEvent = Object.assign(Object.create(event), { instance: describeComponent(nodeOf(event.currentTarget)) });
    return handler(wxsEvent, describeComponent(caller._$));
  };

  /** Runs every `change:` handler, as WeChat does after the change was rendered. */
  scope.__wxsChange =
    (handler: Handler) => (now: unknown, before: unknown, host: MiniprogramNode, node: MiniprogramNode) => {
      setTimeout(() => handler(now, before, describeComponent(host), describeComponent(node)));
    };
}

/** What `.constructor` is in WXS: a name. */
function constructorName(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return 'Array';
  if (value instanceof Date) return 'Date';
  if (value instanceof RegExp) return 'RegExp';
  const type = typeof value;
  return type.charAt(0).toUpperCase() + type.slice(1);
}
