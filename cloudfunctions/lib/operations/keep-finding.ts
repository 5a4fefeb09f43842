import type { Finding } from '../payment/finding';
import { FINDING_NAMES } from '../payment/finding-names';
import { alertEntry } from '../payment/outbox-entries';
import type { Ports, Transaction } from './ports';

/** Keeps a finding once, however often it is made again; one for a person calls him in the same transaction. */
export async function keepFinding(ports: Ports, finding: Finding): Promise<void> {
  await ports.database.transaction(async (transaction) => {
    if (await transaction.get('recon_items', finding._id)) return;
    await transaction.create('recon_items', finding);
    if (finding.status === 'ESCALATED') await alertAbout(transaction, finding, finding.createdAt);
  });
}

/** Calls a person about a finding that the clock can do nothing about. */
export async function alertAbout(
  transaction: Transaction,
  { _id, date, kind, outTradeNo }: Finding,
  now: number,
): Promise<void> {
  const alert = alertEntry(
    `recon:${_id}`,
    `${date} 的账单与账目不符（${FINDING_NAMES[kind]}），请在对账页核对`,
    now,
    outTradeNo,
  );
  if (!(await transaction.get('outbox', alert._id))) await transaction.create('outbox', alert);
}
