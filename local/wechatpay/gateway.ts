import type { GatewayParts } from './gateway-parts';
import type { Notifier } from './notifications/notifier';

/** What every operation and every control works with. */
export interface Gateway extends GatewayParts {
  notifier: Notifier;
  /** Where it can be reached over http, without a slash at the end; known once it listens. */
  address(): string;
}
