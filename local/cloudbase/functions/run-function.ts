import type { CloudEvent } from '../../exchange';
import type { Cloud } from '../cloud';
import type { Caller } from './caller';
import type { Invoked } from './function-host';

interface Run {
  kind: Exclude<CloudEvent['kind'], 'database'>;
  name: string;
  event: unknown;
  caller: Caller;
}

/** Runs a function and notes it in the log, whoever asked for it. */
export async function runFunction({ functions, log }: Cloud, { kind, name, event, caller }: Run): Promise<Invoked> {
  const startedAt = Date.now();
  const invoked = await functions.invoke(name, event, caller);
  const { error, data, output, durationMs } = invoked;
  log.add(
    {
      kind,
      name,
      caller,
      request: event,
      ...(data === undefined ? {} : { result: JSON.parse(data) }),
      ...(error ? { error: { code: error.code, message: error.message } } : {}),
      ...(output === '' ? {} : { output }),
      durationMs,
    },
    startedAt,
  );
  return invoked;
}
