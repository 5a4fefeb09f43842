import type { ComponentSpace, GeneralComponent, GeneralComponentDefinition } from 'glass-easel';
import { setAttribute } from '../dom';
import type { CodeSpace, Templates } from '../framework';
import { animate } from './animate';
import { type Behaviour, type Builtin, type Property, type Self, setBehaviour } from './builtin';
import { builtins } from './builtins';
import { builtinTemplates } from './templates';

const aria = [
  'ariaRole',
  'ariaLabel',
  'ariaHidden',
  'ariaDisabled',
  'ariaChecked',
  'ariaSelected',
  'ariaExpanded',
  'ariaLive',
  'ariaRoledescription',
  'ariaDescribedby',
  'ariaLabelledby',
  'ariaValuemax',
  'ariaValuemin',
  'ariaValuenow',
  'ariaValuetext',
];
/** What every built-in component takes. */
const shared: Record<string, Property> = {
  hidden: Boolean,
  animation: null,
  hoverClass: String,
  hoverStopPropagation: Boolean,
  hoverStartTime: { type: Number, value: 50 },
  hoverStayTime: { type: Number, value: 400 },
  disabled: Boolean,
  ...Object.fromEntries(aria.map((name) => [name, null])),
};

/** Long enough to be seen, short enough not to be waited for. */
const hoverStayMs = 70;

type Caller = { _$: GeneralComponent };
type Values = Record<string, unknown>;

/** Makes the built-in components known to a code space, under the names that WXML uses. */
export function registerBuiltins(code: CodeSpace, space: ComponentSpace, templates: Templates) {
  for (const name of Object.keys(builtinTemplates)) {
    const id = `wx/${name}`;
    code.addComponentStaticConfig(id, { component: true, styleIsolation: 'shared' } as never);
    code.addCompiledTemplate(id, { groupList: templates, content: templates[id] as Templates[string] });
    const type = code
      .component(id)
      .definition(toDefinition(builtins[name] as Builtin))
      .register();
    space.setGlobalUsingComponent(name, (type as unknown as { _$: GeneralComponentDefinition })._$);
  }
}

function toDefinition({ properties, setup }: Builtin) {
  const draw = new WeakMap<GeneralComponent, () => void>();
  return {
    properties: { ...shared, ...properties },
    observers: {
      '**'(this: Caller) {
        draw.get(this._$)?.();
      },
    },
    lifetimes: {
      created(this: Caller) {
        const self = createSelf(this._$);
        const behaviour = setup(self);
        setBehaviour(this._$, behaviour as Behaviour<unknown>);
        hover(self);
        const update = createUpdate(self, behaviour);
        draw.set(this._$, update);
        update();
        this._$.addLifetimeListener?.('ready', () => behaviour.ready?.());
        this._$.addLifetimeListener?.('detached', () => behaviour.detached?.());
      },
    },
  };
}

function createSelf(node: GeneralComponent): Self<Values> {
  return {
    node,
    element: node.getBackendElement() as unknown as HTMLElement,
    get props() {
      return node.data as Values;
    },
    set(name, value) {
      node.replaceDataOnPath([name], value as never);
      node.applyDataUpdates();
    },
    emit(name, detail = {}, { bubbles = false, answered } = {}) {
      node.triggerEvent(name, detail as never, {
        bubbles,
        handleListenerReturn: answered && ((value: unknown) => void answered(value)),
      });
    },
    on(type, listener) {
      node.addListener(type, listener as never);
    },
  };
}

/** A component hears only that something changed; which, it learns from what it drew last. */
function createUpdate(self: Self<Values>, behaviour: Behaviour<Values>): () => void {
  let drawn: Values = {};
  return () => {
    const before = drawn;
    drawn = { ...self.props };
    const changed = (name: string) => before[name] !== drawn[name];
    if (changed('hidden')) setAttribute(self.element, 'hidden', drawn.hidden);
    if (changed('animation') && drawn.animation) animate(self.element, drawn.animation);
    for (const name of aria) if (changed(name) && drawn[name] !== null) setAria(self.element, name, drawn[name]);
    behaviour.update?.(changed);
  };
}

function setAria(element: HTMLElement, name: string, value: unknown) {
  const attribute = name === 'ariaRole' ? 'role' : name.replace(/^aria/, 'aria-').toLowerCase();
  setAttribute(element, attribute, typeof value === 'boolean' ? String(value) : value);
}

function hover({ node, on }: Self<Values>) {
  const toggle = (active: boolean) => {
    const { hoverClass, disabled } = node.data as Values;
    if (typeof hoverClass !== 'string' || hoverClass === '' || hoverClass === 'none') return;
    if (!active || !disabled) node.classList?.toggle(hoverClass, active);
  };
  on('touchstart', () => toggle(true));
  for (const end of ['touchend', 'touchcancel']) on(end, () => setTimeout(() => toggle(false), hoverStayMs));
}
