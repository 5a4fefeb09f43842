import type { Database } from './database/database';
import type { Declaration } from './declaration';
import type { EventLog } from './event-log';
import type { FunctionHost } from './functions/function-host';
import type { FindPayment } from './openapi/payment';
import type { ShippingBook } from './openapi/shipping-book';

/** Everything that a request to the cloud can reach. */
export interface Cloud {
  appid: string;
  envId: string;
  secretId: string;
  declaration: Declaration;
  httpRoutes: Readonly<Record<string, string>>;
  database: Database;
  functions: FunctionHost;
  shipping: ShippingBook;
  findPayment: FindPayment | undefined;
  log: EventLog;
}
