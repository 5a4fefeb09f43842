import type { Operation } from './operation';
import { closeorder } from './operations/closeorder';
import { orderquery } from './operations/orderquery';
import { refund } from './operations/refund';
import { refundquery } from './operations/refundquery';
import { unifiedorder } from './operations/unifiedorder';

/** Every path of API v2 that this gateway answers. */
export const operations: readonly Operation[] = [unifiedorder, orderquery, closeorder, refund, refundquery];
