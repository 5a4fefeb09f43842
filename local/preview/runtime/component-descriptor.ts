import { Component, type GeneralComponent, type Element as MiniprogramNode } from 'glass-easel';
import { convertUnits } from '../convert-units';
import { pageOrigin } from './finger';

const states = new WeakMap<MiniprogramNode, object>();

/**
 * What a wxs event handler is given for a component or an element (ComponentDescriptor of
 * developers.weixin.qq.com/miniprogram/dev/framework/view/interactive-animation.html).
 */
export function describeComponent(node: MiniprogramNode): object {
  const component = Component.isComponent(node) ? (node as GeneralComponent) : undefined;
  const dom = () => node.getBackendElement() as unknown as HTMLElement;
  const shadow = () => component?.getShadowRoot();
  return {
    selectComponent: (selector: string) => {
      const found = shadow()?.querySelector(selector);
      return found ? describeComponent(found) : null;
    },
    selectAllComponents: (selector: string) => (shadow()?.querySelectorAll(selector) ?? []).map(describeComponent),
    setStyle: (style: string | Record<string, string | number>) => setStyle(dom(), style),
    addClass: (name: string) => node.classList?.toggle(name, true),
    removeClass: (name: string) => node.classList?.toggle(name, false),
    hasClass: (name: string) => node.classList?.contains(name) ?? false,
    getDataset: () => node.dataset,
    callMethod: (name: string, args: unknown) =>
      (component?.getMethodCaller() as Record<string, ((args: unknown) => unknown) | undefined>)?.[name]?.(args),
    requestAnimationFrame: (callback: () => void) => window.requestAnimationFrame(callback),
    getState: () => {
      const state = states.get(node) ?? {};
      states.set(node, state);
      return state;
    },
    triggerEvent: (name: string, detail: unknown) => component?.triggerEvent(name, detail as never, {}),
    getBoundingClientRect: () => {
      const { left, top, width, height } = dom().getBoundingClientRect();
      const origin = pageOrigin(dom());
      return new DOMRect(left - origin.left, top - origin.top, width, height);
    },
    getComputedStyle: (names: string[]) => {
      const style = window.getComputedStyle(dom());
      return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(kebab(name))]));
    },
  };
}

function setStyle(target: HTMLElement, style: string | Record<string, string | number>) {
  const entries = typeof style === 'string' ? style.split(';').map(splitDeclaration) : Object.entries(style);
  for (const [name, value] of entries) if (name) target.style.setProperty(kebab(name), convertUnits(String(value)));
}

function splitDeclaration(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
