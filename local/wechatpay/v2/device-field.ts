import type { Order } from '../trade/order';
import type { ResultFields } from './operation';

/** The device that an order of API v2 was made at. Empty where none was named: answers of HMAC-SHA256 show it even so. */
export function deviceField({ parameters }: Order): ResultFields {
  const { device_info } = JSON.parse(parameters) as { device_info?: string };
  return [['device_info', device_info ?? '']];
}
