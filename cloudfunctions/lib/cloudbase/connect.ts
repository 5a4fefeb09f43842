import * as cloud from 'wx-server-sdk';
import type { BackofficePorts, Database } from '../operations/ports';
import { createDatabase, type PlatformDatabase } from './create-database';
import { createUploadShipping, type ShippingService } from './create-upload-shipping';
import { type Caller, readCaller } from './read-caller';

export interface Platform {
  database: Database;
  /** Of the call that is being answered: a process answers one at a time. */
  caller(): Caller;
  uploadShipping: BackofficePorts['uploadShipping'];
}

/** Connects to the environment that the function runs in. */
export function connect(pause: (milliseconds: number) => Promise<void>): Platform {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });
  const options = { throwOnNotFound: false };
  const platform = cloud.database(options as object) as unknown as PlatformDatabase;
  return {
    database: createDatabase(platform, pause),
    caller: () => readCaller(cloud.getWXContext()),
    uploadShipping: createUploadShipping(() => cloud.openapi.wxa.sec.order as ShippingService),
  };
}
