import type { Program } from '../program';
import { createBuiltinBehaviors } from './builtin-behaviors';
import type { CodeSpace, Templates } from './framework';

interface Definition {
  behaviors?: unknown[];
  options?: { styleIsolation?: string; addGlobalClass?: boolean; [name: string]: unknown };
  [name: string]: unknown;
}

/** Tells the code space what each component is made of, before any of their scripts run. */
export function addComponents(code: CodeSpace, { components }: Program, templates: Templates) {
  for (const [id, { kind, scope, config }] of Object.entries(components)) {
    code.addComponentStaticConfig(id, { ...config, component: kind === 'component' } as never);
    code.addCompiledTemplate(id, {
      groupList: templates,
      content: templates[id] as Templates[string],
      fallbackListenerOnNativeNode: true,
    });
    if (scope) code.addStyleSheet(id, undefined, scope);
  }
}

/** Runs each script with the `Page`, `Component` and `Behavior` that define its component. */
export function runScripts(code: CodeSpace, { components }: Program, scripts: [id: string, load: () => void][]) {
  const scope = globalThis as Record<string, unknown>;
  const builtinBehavior = createBuiltinBehaviors(code);
  const complete = (definition: Definition) => {
    const { behaviors } = definition;
    if (!behaviors) return definition;
    return { ...definition, behaviors: behaviors.map((it) => (typeof it === 'string' ? builtinBehavior(it) : it)) };
  };
  for (const [id, load] of scripts) {
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
      load();
    });
  }
}

/** The style options may also stand in the script. Which prefix the styles got was settled by the JSON. */
function applyOptions(code: CodeSpace, id: string, config: object, { options }: Definition) {
  if (!options?.styleIsolation && !options?.addGlobalClass) return;
  const isolated = !options.styleIsolation || options.styleIsolation === 'isolated';
  const styleIsolation = isolated && !options.addGlobalClass ? 'isolated' : 'apply-shared';
  code.addComponentStaticConfig(id, { styleIsolation, ...config, component: true } as never);
}
