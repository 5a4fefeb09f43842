import { basename, dirname, join, relative } from 'node:path';
import { jest } from '@jest/globals';
import { MINIPROGRAM, ROOT, usedComponents } from './components';
import { templateFiles } from './templates';

interface Rendered extends Field {
  dom: HTMLElement;
  instance: Record<string, ((...args: unknown[]) => unknown) | undefined>;
  data: Record<string, unknown>;
  attach(parent: Element): void;
  detach(): void;
  addEventListener(name: string, listener: (event: { detail: unknown }) => void): void;
}

interface Field {
  dom: Element;
  querySelector(selector: string): Field | undefined;
  dispatchEvent(name: string, event: { detail: object }): void;
}

interface Simulate {
  load(path: string, tag: string, options: object): string;
  render(id: string, properties: object): Rendered;
}

const simulate: Simulate = require('miniprogram-simulate');
const simulateFiles: { readJson(file: string): { usingComponents?: object } | null } =
  require('miniprogram-simulate/src/utils');
const simulateStyles: { getContent(file: string): string } = require('miniprogram-simulate/src/wxss');

// miniprogram-simulate knows neither npm names nor paths from the mini program's root and renders such components empty.
const readJson = simulateFiles.readJson;
simulateFiles.readJson = (file) => {
  const json = readJson(file);
  if (!json) return null;
  const relativePaths = Object.entries(usedComponents(file))
    .filter(([, component]) => `${component}.json` !== file)
    .map(([tag, component]) => [tag, relative(dirname(file), component)]);
  return { ...json, usingComponents: Object.fromEntries(relativePaths) };
};

// Nothing here looks at a style, and two thousand icons would be parsed for each page.
simulateStyles.getContent = () => '';

const compilerOptions = { ...templateFiles(), maxBuffer: 64 * 1024 * 1024 };
const mounted: Rendered[] = [];

/** TDesign asks for the app while its components are defined. */
Object.assign(globalThis, { getApp: () => ({ globalData: {} }) });

export type Mounted = ReturnType<typeof mountComponent>;

/** Renders a component, as `components/price/price`, with its real children. */
export function mountComponent(path: string, properties: object = {}) {
  // Jest keeps the modules that miniprogram-simulate means to run anew, and a component that is not run is empty.
  jest.resetModules();
  const id = simulate.load(join(MINIPROGRAM, path), basename(path), { rootPath: ROOT, compilerOptions });
  const rendered = simulate.render(id, properties);
  rendered.attach(document.body);
  mounted.push(rendered);
  return {
    ...rendered,
    dom: rendered.dom,
    instance: rendered.instance,
    on: (name: string, listener: (detail: unknown) => void) =>
      rendered.addEventListener(name, ({ detail }) => listener(detail)),
    /** Everything that can be read on it, without white space. */
    text: () => (rendered.dom.textContent ?? '').replace(/\s/g, ''),
    /** A finger on what carries this text or this label for screen readers; the page hears of it a moment later. */
    tap: async (label: string) => {
      touch(findByLabel(rendered.dom, label));
      await Promise.resolve();
    },
    /** Writes into a field, over what stands there; `form amount` is the field amount in the component form. */
    type: async (path: string, value: string) => {
      fieldOf(rendered, path).dispatchEvent('input', { detail: { value } });
      await Promise.resolve();
    },
    /** What stands in a field. */
    typed: (path: string) => attribute(fieldOf(rendered, path).dom, 'value'),
    /** The pictures on it, in the order of the page. */
    pictures: () => [...rendered.dom.querySelectorAll('wx-image')].map((image) => attribute(image, 'src')),
    has: (label: string) => matches(rendered.dom, label).length > 0,
  };
}

/** Renders a page and lets it live through what WeChat does when it is opened. */
export function mountPage(path: string, query: Record<string, string> = {}): Mounted {
  const page = mountComponent(path);
  page.instance.onLoad?.(query);
  page.instance.onShow?.();
  return page;
}

export function unmountAll(): void {
  for (const rendered of mounted.splice(0)) {
    rendered.instance.onUnload?.();
    rendered.detach();
  }
  document.body.replaceChildren();
}

function fieldOf(rendered: Rendered, path: string): Field {
  const ids = path.split(' ');
  const field = ids.reduce<Field | undefined>((within, id) => within?.querySelector(`#${id}`), rendered);
  if (!field) throw new Error(`There is no field ${path} in: ${rendered.dom.textContent}`);
  return field;
}

function findByLabel(dom: HTMLElement, label: string): Element {
  const found = matches(dom, label);
  if (found.length !== 1) throw new Error(`${found.length} elements are called ${label} in: ${dom.textContent}`);
  return found[0] as Element;
}

function matches(dom: HTMLElement, label: string): Element[] {
  const called = [...dom.querySelectorAll('*')].filter(
    (element) => element.textContent?.trim() === label || attribute(element, 'ariaLabel') === label,
  );
  return called.filter((element) => !called.some((other) => other !== element && element.contains(other)));
}

/** The simulator draws few attributes into the DOM; what the template gave is kept beside the element. */
function attribute(element: Element, name: string): unknown {
  const { __wxElement } = element as { __wxElement?: { _vt?: { attrs: { name: string; value: unknown }[] } } };
  return __wxElement?._vt?.attrs.find((attr) => attr.name === name)?.value;
}

function touch(target: Element): void {
  const point = { identifier: 1, target, clientX: 1, clientY: 1, pageX: 1, pageY: 1 };
  for (const name of ['touchstart', 'touchend']) {
    const event = new window.Event(name, { bubbles: true, cancelable: true });
    Object.assign(event, { touches: name === 'touchend' ? [] : [point], changedTouches: [point] });
    target.dispatchEvent(event);
  }
}
