import { type Finger, fingerAt } from './finger';

/** Sends one event to what lies under the finger; true when a listener prevented the default. */
export type Dispatch = (
  target: Element,
  type: string,
  detail: object,
  fingers: { touches: Finger[]; changedTouches: Finger[] },
  original: Event,
) => boolean;

interface Press {
  target: Element;
  x: number;
  y: number;
  /** Moved too far, or held too long with somebody listening, to end as a tap. */
  spent: boolean;
  timer: ReturnType<typeof setTimeout>;
}

const tapDistance = 10;
const longPressMs = 350;
/** A browser repeats a touch as mouse events, up to this long afterwards. */
const echoMs = 1_000;
const mouse = 0;

/**
 * Turns touches, the mouse and the keyboard into WeChat's touch events, `tap` and `longpress`. The mouse is a finger
 * too, so that on a desktop everything can be swiped that can be swiped on a phone.
 */
export function listenToGestures(root: HTMLElement, dispatch: Dispatch, hasLongPress: (target: Element) => boolean) {
  const presses = new Map<number, Press>();
  let lastTouch = Number.NEGATIVE_INFINITY;

  const send = (type: string, changed: Finger[], touches: Finger[], original: Event) => {
    const press = presses.get(changed[0]?.identifier ?? mouse);
    if (!press) return false;
    return dispatch(press.target, type, {}, { touches, changedTouches: changed }, original);
  };
  const press = (finger: Finger, target: Element, original: Event) => {
    const { identifier, clientX: x, clientY: y } = finger;
    const held = () => {
      const current = presses.get(identifier);
      if (!current || current.spent || !hasLongPress(target)) return;
      current.spent = true;
      dispatch(target, 'longpress', { x, y }, { touches: [finger], changedTouches: [finger] }, original);
    };
    presses.set(identifier, { target, x, y, spent: false, timer: setTimeout(held, longPressMs) });
  };
  const move = ({ identifier, clientX, clientY }: Finger) => {
    const current = presses.get(identifier);
    if (current && Math.hypot(clientX - current.x, clientY - current.y) > tapDistance) current.spent = true;
  };
  const release = (finger: Finger, original: Event, tapped: boolean) => {
    const current = presses.get(finger.identifier);
    if (!current) return;
    clearTimeout(current.timer);
    presses.delete(finger.identifier);
    if (tapped && !current.spent) tap(current.target, finger, original);
  };
  const tap = (target: Element, finger: Finger, original: Event) => {
    if (target.closest('wx-button[disabled]')) return;
    const { clientX: x, clientY: y } = finger;
    dispatch(target, 'tap', { x, y }, { touches: [], changedTouches: [finger] }, original);
  };

  const touch = (type: string) => (event: TouchEvent) => {
    lastTouch = event.timeStamp;
    const toFinger = ({ target, identifier, clientX, clientY }: Touch) =>
      fingerAt(target as Element, identifier, clientX, clientY);
    const changed = Array.from(event.changedTouches, toFinger);
    if (type === 'touchstart') {
      changed.forEach((finger, index) => {
        press(finger, event.changedTouches[index]?.target as Element, event);
      });
    }
    if (type === 'touchmove') changed.forEach(move);
    const prevented = send(type, changed, Array.from(event.touches, toFinger), event);
    if (prevented && type === 'touchmove' && event.cancelable) event.preventDefault();
    if (type === 'touchend' || type === 'touchcancel') {
      for (const finger of changed) release(finger, event, type === 'touchend');
    }
    if (type === 'touchend') endTouch(event);
  };
  for (const type of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const) {
    // A listener that may prevent the default must say so.
    const passive = type === 'touchstart' || type === 'touchcancel';
    root.addEventListener(type, touch(type), { capture: true, passive });
  }

  root.addEventListener(
    'mousedown',
    (event) => {
      if (event.button !== 0 || event.timeStamp - lastTouch < echoMs) return;
      const target = event.target as Element;
      const finger = fingerAt(target, mouse, event.clientX, event.clientY);
      press(finger, target, event);
      send('touchstart', [finger], [finger], event);
    },
    { capture: true },
  );
  // On the window: a drag may leave the phone before the button is released.
  window.addEventListener('mousemove', (event) => {
    const current = presses.get(mouse);
    if (!current || event.timeStamp - lastTouch < echoMs) return;
    const finger = fingerAt(current.target, mouse, event.clientX, event.clientY);
    move(finger);
    send('touchmove', [finger], [finger], event);
  });
  window.addEventListener('mouseup', (event) => {
    const current = presses.get(mouse);
    if (!current || event.timeStamp - lastTouch < echoMs) return;
    const finger = fingerAt(current.target, mouse, event.clientX, event.clientY);
    send('touchend', [finger], [], event);
    release(finger, event, true);
  });
  root.addEventListener('keydown', (event) => {
    const target = event.target as Element;
    if ((event.key !== 'Enter' && event.key !== ' ') || target.getAttribute('tabindex') === null) return;
    event.preventDefault();
    const { left, top, width, height } = target.getBoundingClientRect();
    tap(target, fingerAt(target, mouse, left + width / 2, top + height / 2), event);
  });
}

/**
 * A browser follows a touch with a click at the same place, where by then another page or a dialog may lie. On the
 * mini program's own elements the tap was all; only a field still needs the click, which moves the focus to it.
 */
function endTouch(event: TouchEvent) {
  const target = event.target as Element;
  const fields = 'input, textarea, select';
  if (!event.cancelable || !target.closest('.pv-page-view') || target.closest(fields)) return;
  event.preventDefault();
  if (document.activeElement?.matches(fields)) (document.activeElement as HTMLElement).blur();
}
