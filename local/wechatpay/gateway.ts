import type { GatewayParts } from './gateway-parts';
import type { Notifier } from './notifications/notifier';

/** What every operation and every control works with. */
export interface Gateway extends GatewayParts {
  notifier: Notifier;
}
