import type { GeneralComponent } from 'glass-easel';

/**
 * The colour that `placeholder-class` and `placeholder-style` give. They are class and style of an element in WeChat;
 * a browser's placeholder can have neither, so an element that nobody sees is asked.
 */
export function placeholderColor(
  node: GeneralComponent,
  element: HTMLElement,
  className: string,
  style: string,
): string | undefined {
  if ((!className && !style) || !element.isConnected) return undefined;
  const owner = node.ownerShadowRoot?.getHostNode();
  const scope = owner?.getComponentOptions().styleScope;
  const prefix =
    scope == null ? '' : owner?.getComponentDefinition().behavior.ownerSpace.styleScopeManager.queryName(scope);
  const probe = document.createElement('span');
  probe.hidden = true;
  for (const name of className.split(/\s+/).filter(Boolean)) {
    probe.classList.add(name);
    if (prefix) probe.classList.add(`${prefix}--${name}`);
  }
  probe.style.cssText = style;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
