import { CurrentWindowBackendContext, Event as MiniprogramEvent, Element as MiniprogramNode } from 'glass-easel';
import { convertUnits } from '../convert-units';
import { builtinNames } from './builtins/templates';
import { pageOrigin } from './finger';
import { type Dispatch, listenToGestures } from './gestures';
import type { Phone } from './phone';

type Associated = Element & { __wxElement?: MiniprogramNode };

const builtin = new Set(builtinNames);
/** The DOM's own events that WXML can bind; all others come from the gestures and from the built-in components. */
const animationEvent = /^(transition|animation)(start|iteration|end)$/;

/**
 * glass-easel's backend for a browser window, cut down to the phone: elements carry the names that WXSS compiles to,
 * lengths and places are the phone's, and events come from our own gestures. Its own ones know neither `touches`
 * nor the mouse, and cannot tell a caught `touchmove` from one that should scroll.
 */
export class PhoneBackend extends CurrentWindowBackendContext {
  private readonly longPressed = new WeakSet<Element>();
  private readonly animated = new WeakMap<Element, Set<string>>();

  constructor(private readonly phone: Phone) {
    super();
    this.document = {
      createElement,
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as unknown as typeof this.document;
    measureFromPage();
    listenToGestures(phone.element, dispatchGesture, (target) => this.hasLongPress(target));
  }

  override onEvent() {
    // The gestures dispatch, and so do the elements listened to below.
  }

  override getWindowWidth() {
    return this.phone.width();
  }

  override getWindowHeight() {
    return this.phone.pages.querySelector('[data-current] .pv-page-view')?.clientHeight ?? this.phone.height();
  }

  override setListenerStats(...[target, type]: Parameters<CurrentWindowBackendContext['setListenerStats']>) {
    const element = target as unknown as Associated;
    if (type === 'longpress' || type === 'longtap') this.longPressed.add(element);
    if (!animationEvent.test(type)) return;
    const types = this.animated.get(element) ?? new Set();
    this.animated.set(element, types);
    if (types.has(type)) return;
    types.add(type);
    element.addEventListener(type, (event) => {
      if (event.target !== element || !element.__wxElement) return;
      MiniprogramEvent.triggerEvent(element.__wxElement, type, {}, { originalEvent: event });
    });
  }

  override createIntersectionObserver(
    ...[target, relative, ...rest]: Parameters<CurrentWindowBackendContext['createIntersectionObserver']>
  ) {
    const page = (target as unknown as Element).closest('.pv-page-scroll') as unknown as typeof relative;
    return super.createIntersectionObserver(target, relative ?? page, ...rest);
  }

  private hasLongPress(target: Element): boolean {
    for (let at: Element | null = target; at; at = at.parentElement) if (this.longPressed.has(at)) return true;
    return false;
  }
}

function createElement(tag: string): HTMLElement {
  const made = document.createElement(builtin.has(tag) ? `wx-${tag}` : tag);
  const setAttribute = made.setAttribute.bind(made);
  made.setAttribute = (name, value) => setAttribute(name, name === 'style' ? convertUnits(value) : value);
  // The adapter makes ids unique with a prefix of its own, under which no `#id` of a style sheet would find them.
  Object.defineProperty(made, 'id', {
    get: () => made.getAttribute('id') ?? '',
    set: (id: string) => setAttribute('id', id.replace(/^[0-9a-f]{8}--/, '')),
  });
  return made;
}

/** A mini program measures from the corner of its page, which on a desktop is not that of the browser's window. */
function measureFromPage() {
  const measure = MiniprogramNode.prototype.getBoundingClientRect;
  MiniprogramNode.prototype.getBoundingClientRect = function (callback) {
    const element = this.getBackendElement() as unknown as Element | null;
    const origin = element?.isConnected ? pageOrigin(element) : { left: 0, top: 0 };
    measure.call(this, ({ left, top, width, height }) =>
      callback({ left: left - origin.left, top: top - origin.top, width, height }),
    );
  };
}

const dispatchGesture: Dispatch = (target, type, detail, fingers, originalEvent) => {
  let at: Associated | null = target;
  while (at && !at.__wxElement) at = at.parentElement;
  if (!at?.__wxElement) return false;
  const event = new MiniprogramEvent(type, detail, {
    originalEvent,
    bubbles: true,
    composed: true,
    capturePhase: true,
    extraFields: { ...fingers },
  });
  MiniprogramEvent.dispatchEvent(at.__wxElement, event);
  return event.defaultPrevented();
};
