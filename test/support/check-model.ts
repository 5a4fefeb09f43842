import { expect } from '@jest/globals';
import fc from 'fast-check';
import { MemoryDatabase } from './memory-database';
import { memoryShop } from './memory-shop';

export type Shop = ReturnType<typeof memoryShop>;

/** A plain account of what a shop does, written from the rules and not from the code. */
export interface Model<Op, State> {
  /** How the shop is at first; what it takes to get there is in `prepare`. */
  begin: State;
  prepare(shop: Shop): Promise<unknown>;
  /** What one thing makes of a state, and how it is answered. */
  step(state: State, op: Op): { state: State; answer: string };
  /** Does the same thing in the shop. */
  perform(shop: Shop, op: Op): Promise<string>;
  /** The state of the shop, in the words of the model. */
  observe(shop: Shop): State;
}

/**
 * Does random things in a shop, several at once, and looks after each time whether the model comes to the same answers and
 * the same state by doing them one after the other, in whichever order. What runs at the same time is interleaved at every
 * call of the database, as the scheduler chooses; a failure is shrunk and can be repeated by its seed.
 *
 * @param together what is done at once: three things at most, because every order of them is tried
 */
export async function checkModel<Op, State>(
  model: Model<Op, State>,
  together: fc.Arbitrary<Op[]>,
  { runs, maxCommands = 10 }: { runs: number; maxCommands?: number },
): Promise<void> {
  const commands = fc.commands([together.map((ops) => new AtOnce(model, ops))], { maxCommands });
  const property = fc.asyncProperty(fc.scheduler(), commands, async (scheduler, todo) => {
    const shop = memoryShop({}, new MemoryDatabase(() => scheduler.schedule(Promise.resolve())));
    await scheduler.waitFor(model.prepare(shop));
    expect(model.observe(shop)).toEqual(model.begin);
    await fc.asyncModelRun(() => ({ model: { state: model.begin }, real: { shop, scheduler } }), todo);
  });
  await fc.assert(property, { numRuns: runs });
}

interface Real {
  shop: Shop;
  scheduler: fc.Scheduler;
}

class AtOnce<Op, State> implements fc.AsyncCommand<{ state: State }, Real> {
  constructor(
    readonly rules: Model<Op, State>,
    readonly ops: Op[],
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: { state: State }, { shop, scheduler }: Real): Promise<void> {
    const done = Promise.all(this.ops.map((op) => this.rules.perform(shop, op)));
    const happened = { answers: await scheduler.waitFor(done), state: this.rules.observe(shop) };
    const possible = orders(this.ops.map((_, i) => i)).map((order) => this.#inOrder(model.state, order));
    const text = JSON.stringify(happened);
    if (!possible.some((one) => JSON.stringify(one) === text)) expect(happened).toEqual(possible[0]);
    model.state = happened.state;
  }

  #inOrder(before: State, order: readonly number[]): { answers: string[]; state: State } {
    const answers: string[] = [];
    let state = before;
    for (const i of order) {
      const next = this.rules.step(state, this.ops[i] as Op);
      answers[i] = next.answer;
      state = next.state;
    }
    return { answers, state };
  }

  toString(): string {
    return this.ops.map((op) => JSON.stringify(op)).join(' & ');
  }
}

function orders(numbers: readonly number[]): number[][] {
  if (numbers.length <= 1) return [[...numbers]];
  return numbers.flatMap((first) => orders(numbers.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}
