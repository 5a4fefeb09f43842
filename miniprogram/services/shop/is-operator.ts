import { callFunction } from '../call-function';
import { ServiceError } from '../service-error';
import { singleFlight } from '../single-flight';

let known: boolean | undefined;

/**
 * Whether the shop takes this person for one of its operators; asked once in the life of the mini program, unless no answer
 * comes. It decides what is shown and nothing else: the server asks anew for every action.
 */
export function isOperator(): Promise<boolean> {
  return singleFlight('is operator', async () => {
    if (known !== undefined) return known;
    try {
      await callFunction('backoffice', { action: 'summary' });
      known = true;
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'ERR_FORBIDDEN') known = false;
    }
    return known ?? false;
  });
}
