import { setAttribute } from '../dom';
import { type Builtin, behaviourOf, builtin } from './builtin';
import { closestNode, componentsBelow } from './tree';

/** `radio` and `checkbox`: each a mark before its text. */
export function choice(kind: 'radio' | 'checkbox'): Builtin {
  return builtin({
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    setup(self) {
      const { node, element } = self;
      setAttribute(element, 'role', kind);
      const activate = () => {
        const { disabled, checked } = self.props;
        if (disabled || (kind === 'radio' && checked)) return;
        self.set('checked', !checked);
        const group = closestNode(node, (found) => behaviourOf(found)?.choose !== undefined);
        if (group) behaviourOf(group)?.choose?.(node);
      };
      self.on('tap', activate);
      return {
        update() {
          const { checked, disabled, color } = self.props;
          setAttribute(element, 'checked', checked);
          setAttribute(element, 'aria-checked', String(checked));
          setAttribute(element, 'aria-disabled', disabled && 'true');
          setAttribute(element, 'tabindex', disabled ? '-1' : '0');
          if (color) element.style.setProperty('--mark', color);
        },
        activate,
      };
    },
  });
}

/** `radio-group` and `checkbox-group`. */
export function choiceGroup(kind: 'radio' | 'checkbox'): Builtin {
  return builtin({
    properties: { name: String },
    setup({ node, element, emit }) {
      const isMember = (name: string) => name === `wx/${kind}`;
      const members = () => [...componentsBelow(node)].filter(({ is }) => isMember(is));
      const chosen = () => members().filter(({ data }) => (data as { checked: boolean }).checked);
      const chosenValue = (member: { data: unknown }) => (member.data as { value: string }).value;
      const value = () => (kind === 'radio' ? (chosen().map(chosenValue)[0] ?? '') : chosen().map(chosenValue));
      const uncheck = (member: typeof node) => {
        member.replaceDataOnPath(['checked'], false as never);
        member.applyDataUpdates();
      };
      if (kind === 'radio') setAttribute(element, 'role', 'radiogroup');
      return {
        choose(member) {
          if (kind === 'radio') for (const other of chosen()) if (other !== member) uncheck(other);
          emit('change', { value: value() });
        },
        value,
        reset: () => chosen().forEach(uncheck),
      };
    },
  });
}
