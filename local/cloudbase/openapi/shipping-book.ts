import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import type { Shipped } from './judge-upload';

export interface ShippingEntry {
  /** Of the newest upload, milliseconds since 1970 by this machine's clock. */
  at: number;
  shipped: Shipped;
}

/** What WeChat's order centre has been told about goods, one entry a payment, in `shipping.sqlite` of the data folder. */
export class ShippingBook {
  private readonly database: InstanceType<typeof Libsql>;

  constructor(dataFolder: string) {
    mkdirSync(dataFolder, { recursive: true });
    this.database = new Libsql(join(dataFolder, 'shipping.sqlite'));
    this.database.pragma('journal_mode = WAL');
    this.database.pragma('synchronous = FULL');
    this.database.exec(
      'CREATE TABLE IF NOT EXISTS shipping (payment TEXT PRIMARY KEY, at INTEGER NOT NULL, shipped TEXT NOT NULL)',
    );
  }

  get(payment: string): Shipped | undefined {
    const row = this.database.prepare('SELECT shipped FROM shipping WHERE payment = ?').get(payment) as
      | { shipped: string }
      | undefined;
    return row && (JSON.parse(row.shipped) as Shipped);
  }

  put(payment: string, shipped: Shipped, at: number): void {
    this.database
      .prepare('INSERT OR REPLACE INTO shipping (payment, at, shipped) VALUES (?, ?, ?)')
      .run(payment, at, JSON.stringify(shipped));
  }

  /** The newest, newest last. */
  latest(limit: number): ShippingEntry[] {
    const rows = this.database
      .prepare('SELECT at, shipped FROM shipping ORDER BY at DESC, rowid DESC LIMIT ?')
      .all(limit);
    return (rows as { at: number; shipped: string }[])
      .reverse()
      .map(({ at, shipped }) => ({ at, shipped: JSON.parse(shipped) as Shipped }));
  }

  close(): void {
    this.database.close();
  }
}
