/** One step of `wx.createAnimation`, as its `export` hands it to the `animation` property. */
export interface AnimationStep {
  duration: number;
  timingFunction: string;
  delay: number;
  transformOrigin: string;
  /** CSS properties by name; `transform` has all its functions. */
  styles: Record<string, string>;
}

/** Runs the steps one after the other; what they end with stays. */
export async function animate(element: HTMLElement, animation: unknown) {
  const { actions } = animation as { actions?: AnimationStep[] };
  for (const { duration, timingFunction, delay, transformOrigin, styles } of actions ?? []) {
    element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
    element.style.transformOrigin = transformOrigin;
    // Read so that the browser sees the state before the change, without which nothing moves.
    element.getBoundingClientRect();
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    await new Promise((resolve) => setTimeout(resolve, duration + delay));
  }
}
