import { faultNames, type Refuse } from '../faults/faults';
import type { Step } from '../faults/script';
import { operations as v2 } from '../v2/operations';
import { operations as v3 } from '../v3/operations';
import { badRequest, type Control } from './control';

const operations = [...v2, ...v3];
const documented = new Map<string, readonly string[]>(operations.map(({ path, errors }) => [path, errors]));

/** What is wrong with a refusal that an operation could never give. */
function undocumentedError(fault: Partial<Refuse> | null): string | undefined {
  const { path, code } = fault ?? {};
  if (typeof path !== 'string' || typeof code !== 'string') return undefined;
  const errors = documented.get(path);
  if (!errors) return `没有接口 ${path}。可用的有：${[...documented.keys()].join('、')}`;
  return errors.includes(code) ? undefined : `${path} 的文档没有错误码 ${code}。可用的有：${errors.join('、')}`;
}

/** The refusals that faults ask for, in force at once or by a script. */
function refusals({ refuse = [], script }: Record<string, unknown>): Partial<Refuse>[] {
  const lines = (Array.isArray(script) ? script : []) as Partial<Step>[];
  const scripted = lines.filter((line) => line?.fault === 'refuse');
  return [...[refuse].flat(), ...scripted.map(({ path, value }) => ({ path, code: value }))] as Partial<Refuse>[];
}

/** Adds to the faults in force, and answers all of them. A script takes the place of the one before. */
export const addFaults: Control = ({ faults }, { body }) => {
  const undocumented = refusals(body)
    .map((fault) => undocumentedError(fault))
    .find(Boolean);
  const { problem = undocumented } = undocumented === undefined ? faults.add(body) : {};
  return problem === undefined ? { body: faults.current() } : badRequest(problem);
};

export const showFaults: Control = ({ faults }) => ({ body: faults.current() });

/** Ends the fault called `name`, or all of them. */
export const clearFaults: Control = ({ faults }, { query }) => {
  const name = query.get('name');
  if (name !== null && !faultNames.includes(name)) {
    return badRequest(`没有名为 ${name} 的故障。可用的有：${faultNames.join('、')}`);
  }
  if (name === null) faults.clear();
  else faults.end(name);
  return { body: faults.current() };
};
