import type { Operation } from './operation';
import { closeorder } from './operations/closeorder';
import { orderquery } from './operations/orderquery';
import { unifiedorder } from './operations/unifiedorder';

/** Every path of API v2 that this gateway answers. */
export const operations: readonly Operation[] = [unifiedorder, orderquery, closeorder];
