import type { Refuse } from '../faults/faults';
import { operations as v2 } from '../v2/operations';
import { operations as v3 } from '../v3/operations';
import { badRequest, type Control } from './control';

const documented = new Map<string, readonly string[]>([...v2, ...v3].map(({ path, errors }) => [path, errors]));

/** What is wrong with a refusal that an operation could never give. */
function undocumentedError(fault: Partial<Refuse> | null): string | undefined {
  const { path, code } = fault ?? {};
  if (typeof path !== 'string' || typeof code !== 'string') return undefined;
  const errors = documented.get(path);
  if (!errors) return `没有接口 ${path}。可用的有：${[...documented.keys()].join('、')}`;
  return errors.includes(code) ? undefined : `${path} 的文档没有错误码 ${code}。可用的有：${errors.join('、')}`;
}

/** Adds to the faults in force, and answers all of them. */
export const addFaults: Control = ({ faults }, { body }) => {
  const undocumented = [body.refuse ?? []]
    .flat()
    .map((fault) => undocumentedError(fault))
    .find(Boolean);
  const { problem = undocumented } = undocumented === undefined ? faults.add(body) : {};
  return problem === undefined ? { body: faults.current() } : badRequest(problem);
};

export const showFaults: Control = ({ faults }) => ({ body: faults.current() });

export const clearFaults: Control = ({ faults }) => {
  faults.clear();
  return { body: faults.current() };
};
