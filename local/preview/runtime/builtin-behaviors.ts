import type { GeneralBehavior, GeneralComponent } from 'glass-easel';
import type { CodeSpace } from './framework';

/** `_$` is the framework's own behavior, which the adapter's types hide. */
type Behavior = { _$: GeneralBehavior };

const names = ['wx://form-field', 'wx://form-field-group', 'wx://form-field-button', 'wx://component-export'];
let formField: GeneralBehavior | undefined;

/** WeChat's own behaviors, which are named by a string (…/dev/framework/custom-component/behaviors.html). */
export function createBuiltinBehaviors(code: CodeSpace): (name: string) => Behavior {
  const made = new Map<string, Behavior>();
  for (const name of names) {
    const definition = name === 'wx://form-field' ? { properties: { name: String, value: null } } : {};
    made.set(name, code.behavior().definition(definition).register() as unknown as Behavior);
  }
  formField = made.get('wx://form-field')?._$;
  return (name) => {
    const found = made.get(name);
    if (!found) throw new Error(`behavior "${name}" is not part of the preview`);
    return found;
  };
}

/** Name and value of a custom component that is a field of a form; undefined where it is none. */
export function formFieldOf(component: GeneralComponent): { name: string; value: unknown } | undefined {
  if (!formField || !component.hasBehavior(formField)) return undefined;
  return component.data as { name: string; value: unknown };
}
