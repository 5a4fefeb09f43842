import type { GeneralComponent } from 'glass-easel';

type Constructor = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | null;
export type Property = Constructor | { type: Constructor; value: unknown };

type ValueOf<C> = C extends StringConstructor
  ? string
  : C extends NumberConstructor
    ? number
    : C extends BooleanConstructor
      ? boolean
      : C extends ArrayConstructor
        ? unknown[]
        : unknown;
export type Values<P extends Record<string, Property>> = {
  [K in keyof P]: P[K] extends { type: infer C } ? ValueOf<C> : ValueOf<P[K]>;
};

/** One instance of a built-in component, as its own code sees it. */
export interface Self<V> {
  node: GeneralComponent;
  element: HTMLElement;
  /** The current values of its properties. */
  readonly props: V;
  /** Sets a property from inside, so that `model:` bindings hear of it. */
  set(name: keyof V & string, value: unknown): void;
  /** Triggers an event; `answered` gets what a listener returned. */
  emit(name: string, detail?: object, options?: { bubbles?: boolean; answered?: (value: unknown) => void }): void;
  on(type: string, listener: (event: GestureEvent) => void): void;
}

export interface GestureEvent {
  touches: { clientX: number; clientY: number; pageX: number; pageY: number }[];
  changedTouches: { clientX: number; clientY: number; pageX: number; pageY: number }[];
  target: unknown;
}

/** What an instance does by itself, and what forms and labels may ask of it. */
export interface Behaviour<V> {
  /** Draws the properties; called once after creation and again after each change, with the names that changed. */
  update?(changed: (name: keyof V) => boolean): void;
  /** In the page, laid out for the first time. */
  ready?(): void;
  detached?(): void;
  /** As a field of a form. */
  value?(): unknown;
  reset?(): void;
  /** As what a label stands for. */
  activate?(): void;
  /** As a form. */
  submit?(): void;
  /** As a group: one of its members was chosen. */
  choose?(member: GeneralComponent): void;
}

export interface Builtin<P extends Record<string, Property> = Record<string, Property>> {
  properties: P;
  setup(self: Self<Values<P>>): Behaviour<Values<P>>;
}

/** Only gives `setup` the types of its properties. */
export function builtin<const P extends Record<string, Property>>(definition: Builtin<P>): Builtin {
  return definition as unknown as Builtin;
}

const behaviours = new WeakMap<object, Behaviour<unknown>>();

export function setBehaviour(node: GeneralComponent, behaviour: Behaviour<unknown>) {
  behaviours.set(node, behaviour);
}

/** What the node does, if it is a built-in component. */
export function behaviourOf(node: object): Behaviour<unknown> | undefined {
  return behaviours.get(node);
}
