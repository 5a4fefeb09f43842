import type { ComponentEntry, Program } from '../program';
import { createBuiltinBehaviors } from './builtin-behaviors';
import type { CodeSpace, Templates } from './framework';

interface Definition {
  behaviors?: unknown[];
  options?: { styleIsolation?: string; addGlobalClass?: boolean; [name: string]: unknown };
  [name: string]: unknown;
}

/** Tells the code space of each component, before any of their scripts run. */
export function addComponents(code: CodeSpace, { components }: Program) {
  for (const [id, { kind, scope, config }] of Object.entries(components)) {
    code.addComponentStaticConfig(id, { ...config, component: kind === 'component' } as never);
    if (scope) code.addStyleSheet(id, undefined, scope);
  }
}

/** Runs the scripts that a component needs: those of what it uses first, each once. */
export type DefineComponent = (id: string) => void;

/**
 * Each script runs with the `Page`, `Component` and `Behavior` that define its component, and not before a page needs
 * it (`lazyCodeLoading`): of the components a mini program has, its first screen shows few.
 */
export function defineOnDemand(
  code: CodeSpace,
  { components }: Program,
  templates: Templates,
  scripts: [id: string, load: () => void][],
): DefineComponent {
  const scope = globalThis as Record<string, unknown>;
  const waiting = new Map(scripts);
  const builtinBehavior = createBuiltinBehaviors(code);
  const complete = (definition: Definition) => {
    const { behaviors } = definition;
    if (!behaviors) return definition;
    return { ...definition, behaviors: behaviors.map((it) => (typeof it === 'string' ? builtinBehavior(it) : it)) };
  };
  const define: DefineComponent = (id) => {
    const load = waiting.get(id);
    if (!load) return;
    waiting.delete(id);
    for (const used of usedBy(components[id])) define(used);
    const content = templates[id] as Templates[string];
    code.addCompiledTemplate(id, { groupList: templates, content, fallbackListenerOnNativeNode: true });
    code.componentEnv(id, ({ Page, Component, Behavior }) => {
      scope.Page = (definition: Definition) => Page(complete(definition) as never);
      scope.Component = (definition?: Definition) => {
        if (!definition) return Component();
        applyOptions(code, id, components[id]?.config ?? {}, definition);
        return Component(complete(definition) as never);
      };
      scope.Behavior = Object.assign(
        (definition?: Definition) => (definition ? Behavior(complete(definition) as never) : Behavior()),
        { trait: Behavior.trait },
      );
      // WeChat, too, reports a script that fails and goes on without its component.
      try {
        load();
      } catch (error) {
        console.error(error);
      }
    });
  };
  return define;
}

function usedBy(entry: ComponentEntry | undefined): string[] {
  const { usingComponents = {}, componentGenerics = {} } = entry?.config ?? {};
  const defaults = Object.values(componentGenerics).map((generic) => (generic === true ? undefined : generic.default));
  return [...Object.values(usingComponents), ...defaults].flatMap((path) => (path ? [path.slice(1)] : []));
}

/** The style options may also stand in the script. Which prefix the styles got was settled by the JSON. */
function applyOptions(code: CodeSpace, id: string, config: object, { options }: Definition) {
  if (!options?.styleIsolation && !options?.addGlobalClass) return;
  const isolated = !options.styleIsolation || options.styleIsolation === 'isolated';
  const styleIsolation = isolated && !options.addGlobalClass ? 'isolated' : 'apply-shared';
  code.addComponentStaticConfig(id, { styleIsolation, ...config, component: true } as never);
}
