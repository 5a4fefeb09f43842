type Child = Node | string | undefined | false;

/** An element with attributes and children; an `on…` attribute that is a function listens. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | undefined | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else setAttribute(made, name, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** `true` sets an empty attribute; false, undefined, null and '' remove it. */
export function setAttribute(target: Element, name: string, value: unknown) {
  if (value === undefined || value === null || value === false || value === '') target.removeAttribute(name);
  else target.setAttribute(name, value === true ? '' : String(value));
}
