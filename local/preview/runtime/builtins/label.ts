import { behaviourOf, builtin } from './builtin';
import { componentsBelow } from './tree';

export const label = builtin({
  properties: { for: String },
  setup(self) {
    const { node, on } = self;
    on('tap', ({ target }) => {
      const wanted = self.props.for
        ? node.ownerShadowRoot?.getElementById(self.props.for)
        : [...componentsBelow(node)].find((component) => behaviourOf(component)?.activate);
      // What was tapped itself has already answered.
      if (wanted && wanted !== (target as { _$?: unknown })._$) behaviourOf(wanted)?.activate?.();
    });
    return {};
  },
});
