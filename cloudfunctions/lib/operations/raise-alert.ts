import { beijingDate } from '../payment/beijing-date';
import { alertEntry } from '../payment/outbox-entries';
import type { Ports } from './ports';

/** Calls a person. The same trouble again is one alert a day. */
export async function raiseAlert(ports: Ports, about: string, message: string, outTradeNo?: string): Promise<void> {
  const now = ports.clock();
  const entry = alertEntry(`${about}:${beijingDate(now)}`, message, now, outTradeNo);
  await ports.database.transaction(async (transaction) => {
    if (!(await transaction.get('outbox', entry._id))) await transaction.create('outbox', entry);
  });
}
