import { handle as backoffice } from '../../../cloudfunctions/backoffice/handle';
import { database } from '../../../cloudfunctions/database';
import type { Caller } from '../../../cloudfunctions/lib/cloudbase/read-caller';
import type { BackofficePorts } from '../../../cloudfunctions/lib/operations/ports';
import { handle as prepay } from '../../../cloudfunctions/prepay/handle';
import { handle as trade } from '../../../cloudfunctions/trade/handle';
import { Invocation } from './invocation';
import { portsOf } from './ports-of';
import type { World } from './world';

type Handle = (event: unknown, caller: Caller, ports: BackofficePorts) => Promise<unknown>;

/** The cloud functions as they are deployed: a new one is reachable by its line here. */
const FUNCTIONS: Record<string, Handle> = { prepay, trade, backoffice };

/** Where the declaration gives no time, the platform gives this. */
const PLATFORM_SECONDS = 3;

export interface Call {
  /** Who calls, as the history names him: `buyer 1`. */
  who: string;
  functionName: string;
  event: unknown;
  caller: Caller;
  /** What the simulation wants to know of the call once it is answered or commits something. */
  about?: unknown;
}

export type Answered = { kind: 'answered'; reply: unknown } | { kind: 'silent' };

/**
 * Calls a cloud function, in a process of its own. Silence is all a caller ever sees of a crash, of a process that was
 * ended because its time was up, and of an answer that got lost on the way.
 */
export function callFunction(world: World, call: Call): Promise<Answered> {
  const { who, functionName, event, caller } = call;
  const handle = FUNCTIONS[functionName];
  if (!handle) throw new Error(`There is no function ${functionName}.`);
  const { scheduler } = world;
  const invocation = new Invocation(world, world.nameOf(`${who} · ${nameOf(functionName, event)}`), call);
  const seconds = database.functionTimeoutSeconds[functionName] ?? PLATFORM_SECONDS;
  const { choices, name } = invocation;
  const lost = world.happens(`${name}: answer lost`, world.faults.lostReply, choices);
  const journey = [1 + choices.below(80), 1 + choices.below(80)] as const;
  // A process that has answered may be frozen at once, or live on until it is needed again.
  const freezes = choices.chance(0.5);

  return new Promise((resolve) => {
    const silence = () => scheduler.after(journey[1], () => resolve({ kind: 'silent' }));
    invocation.onDeath(silence);
    scheduler.after(journey[0], () => {
      scheduler.after(seconds * 1000, () => invocation.die('is ended: its time is up'));
      handle(event, caller, portsOf(invocation)).then(
        (reply) => {
          if (!invocation.alive) return;
          world.note(name, `answers ${JSON.stringify(reply).slice(0, 160)}`);
          world.inspect('answer', { by: invocation, reply });
          invocation.answer(freezes);
          if (lost) return silence();
          scheduler.after(journey[1], () => resolve({ kind: 'answered', reply }));
        },
        (error) => {
          world.unexpected(invocation, error);
          silence();
        },
      );
    });
  });
}

/** `trade notify` or `trade confirm`: the action says more than the function. */
function nameOf(functionName: string, event: unknown): string {
  const { action, httpMethod } = Object(event) as Record<string, unknown>;
  return `${functionName} ${httpMethod ? 'over HTTP' : (action ?? 'timer')}`;
}
