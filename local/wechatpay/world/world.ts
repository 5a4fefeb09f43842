import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { BillOffers } from './bill-offers';
import { Combines } from './combines';
import { ExchangeLog } from './exchange-log';
import { Ledger } from './ledger';
import { Notifications } from './notifications';
import { Orders } from './orders';
import { Paycodes } from './paycodes';
import { Payees } from './payees';
import { ProfitShareDetails } from './profit-share-details';
import { ProfitShareReceivers } from './profit-share-receivers';
import { ProfitShareReturns } from './profit-share-returns';
import { ProfitShares } from './profit-shares';
import { RedPackets } from './red-packets';
import { Refunds } from './refunds';
import { Settings } from './settings';
import { Transfers } from './transfers';
import { UserPayments } from './user-payments';

/**
 * Everything WeChat would remember, in one SQLite file. With WAL and `synchronous = NORMAL` a killed process loses
 * nothing that was answered; only a power cut may.
 */
export interface World {
  orders: Orders;
  combines: Combines;
  paycodes: Paycodes;
  refunds: Refunds;
  redPackets: RedPackets;
  userPayments: UserPayments;
  transfers: Transfers;
  payees: Payees;
  profitShareReceivers: ProfitShareReceivers;
  profitShares: ProfitShares;
  profitShareDetails: ProfitShareDetails;
  profitShareReturns: ProfitShareReturns;
  notifications: Notifications;
  billOffers: BillOffers;
  /** Orders and refunds once more, by the time at which money moved. */
  ledger: Ledger;
  exchanges: ExchangeLog;
  settings: Settings;
  /** All of it or nothing. `work` must be synchronous. */
  transaction<T>(work: () => T): T;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

export function openWorld(folder: string): World {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'wechatpay.db');
  const database = openCurrent(file);
  // A checkpoint waits for the disk: every 16 MB is often enough.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;');
  const parts = {
    orders: new Orders(database),
    combines: new Combines(database),
    paycodes: new Paycodes(database),
    refunds: new Refunds(database),
    redPackets: new RedPackets(database),
    userPayments: new UserPayments(database),
    transfers: new Transfers(database),
    payees: new Payees(database),
    profitShareReceivers: new ProfitShareReceivers(database),
    profitShares: new ProfitShares(database),
    profitShareDetails: new ProfitShareDetails(database),
    profitShareReturns: new ProfitShareReturns(database),
    notifications: new Notifications(database),
    billOffers: new BillOffers(database),
    exchanges: new ExchangeLog(database),
    settings: new Settings(database),
  };
  // Made once: making one costs as much as running it.
  const atomically = database.transaction((work: () => unknown) => work());
  const transaction = <T>(work: () => T) => atomically(work) as T;
  return {
    ...parts,
    ledger: new Ledger(database),
    transaction,
    clear: () =>
      transaction(() => {
        for (const part of Object.values(parts)) part.clear();
      }),
    close: () => {
      parts.exchanges.flush();
      database.close();
    },
  };
}

/** Raised by whoever changes a table: a file of another version would be misread. */
const version = 2;

/** A file of another version is put aside, with its name and version, and a new one begun. */
function openCurrent(file: string): Database.Database {
  const database = new Database(file, { timeout: 5000 });
  const found = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  const empty = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  if (found === version || empty) {
    database.exec(`PRAGMA user_version = ${version}`);
    return database;
  }
  // Out of WAL first, or what was committed last would lie in another file.
  database.exec('PRAGMA journal_mode = DELETE');
  database.close();
  renameSync(file, `${file}.version-${found}`);
  return openCurrent(file);
}
