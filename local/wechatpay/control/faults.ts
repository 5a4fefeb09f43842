import { badRequest, type Control } from './control';

/** Adds to the faults in force, and answers all of them. */
export const addFaults: Control = ({ faults }, { body }) => {
  const { problem } = faults.add(body);
  return problem === undefined ? { body: faults.current() } : badRequest(problem);
};

export const showFaults: Control = ({ faults }) => ({ body: faults.current() });

export const clearFaults: Control = ({ faults }) => {
  faults.clear();
  return { body: faults.current() };
};
