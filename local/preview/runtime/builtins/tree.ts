import { Component, type GeneralComponent, type Element as MiniprogramNode, ShadowRoot } from 'glass-easel';

/** The nearest node around this one that fits, through the boundaries of custom components. */
export function closestNode(
  from: MiniprogramNode,
  fits: (node: MiniprogramNode) => boolean,
): MiniprogramNode | undefined {
  for (let at = parentOf(from); at; at = parentOf(at)) if (fits(at)) return at;
  return undefined;
}

function parentOf(node: MiniprogramNode): MiniprogramNode | null {
  if (ShadowRoot.isShadowRoot(node)) return node.getHostNode();
  return node.parentNode;
}

/**
 * All components below a node, in document order, those inside custom components included. `enter` may keep the walk
 * out of one.
 */
export function* componentsBelow(
  node: MiniprogramNode,
  enter: (component: GeneralComponent) => boolean = () => true,
): Generator<GeneralComponent> {
  for (const child of node.childNodes) {
    if (!('childNodes' in child)) continue;
    if (Component.isComponent(child)) {
      yield child;
      if (!enter(child)) continue;
      const shadow = child.getShadowRoot();
      if (shadow) yield* componentsBelow(shadow, enter);
    }
    yield* componentsBelow(child, enter);
  }
}
