import type { GeneralComponent } from 'glass-easel';
import { formFieldOf } from '../builtin-behaviors';
import { behaviourOf, builtin } from './builtin';
import { componentsBelow } from './tree';

export const form = builtin({
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  setup({ node, emit }) {
    // A custom component that is itself a field answers for what it is made of.
    const fields = () => [...componentsBelow(node, (component) => formFieldOf(component) === undefined)];
    return {
      submit() {
        const entries = fields().flatMap((field) => {
          const name = nameOf(field);
          return name ? [[name, fieldValue(field)]] : [];
        });
        emit('submit', { value: Object.fromEntries(entries) });
      },
      reset() {
        for (const field of fields()) behaviourOf(field)?.reset?.();
        emit('reset');
      },
    };
  },
});

function nameOf(field: GeneralComponent): string | undefined {
  if (behaviourOf(field)?.value) return (field.data as { name?: string }).name;
  return formFieldOf(field)?.name;
}

function fieldValue(field: GeneralComponent): unknown {
  return behaviourOf(field)?.value?.() ?? formFieldOf(field)?.value;
}
