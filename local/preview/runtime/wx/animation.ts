import { convertUnits } from '../../convert-units';
import type { AnimationStep } from '../builtins/animate';
import type { ApiGroup } from './context';

type Timing = Partial<Omit<AnimationStep, 'styles'>>;

const lengths = new Set(['width', 'height', 'left', 'right', 'top', 'bottom']);
const transforms =
  'matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate translate3d translateX translateY translateZ'.split(
    ' ',
  );

export const animation: ApiGroup = () => ({ createAnimation });

/** Collects steps for the `animation` property (…/dev/api/ui/animation/Animation.html). */
function createAnimation(defaults: Timing = {}) {
  let actions: AnimationStep[] = [];
  let styles: Record<string, string> = {};
  const recorder: Record<string, (...args: never[]) => unknown> = {
    step(timing: Timing = {}) {
      const standard = { duration: 400, timingFunction: 'linear', delay: 0, transformOrigin: '50% 50% 0' };
      actions.push({ ...standard, ...defaults, ...timing, styles });
      styles = {};
      return recorder;
    },
    export() {
      const exported = { actions };
      actions = [];
      return exported;
    },
  };
  for (const name of ['opacity', 'backgroundColor', ...lengths]) {
    recorder[name] = (value: string | number) => {
      styles[name === 'backgroundColor' ? 'background-color' : name] = lengths.has(name)
        ? length(value)
        : String(value);
      return recorder;
    };
  }
  for (const name of transforms) {
    recorder[name] = (...args: (string | number)[]) => {
      const unit = /^(rotate|skew)/.test(name) ? degrees : name.startsWith('translate') ? length : String;
      const values = name === 'rotate3d' ? [...args.slice(0, 3), degrees(args[3] ?? 0)] : args.map(unit);
      styles.transform = `${styles.transform ?? ''} ${name}(${values.join(', ')})`.trim();
      return recorder;
    };
  }
  return recorder;
}

const length = (value: string | number) => (typeof value === 'number' ? `${value}px` : convertUnits(value));
const degrees = (value: string | number) => (typeof value === 'number' ? `${value}deg` : value);
