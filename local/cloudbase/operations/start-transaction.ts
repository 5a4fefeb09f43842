import type { Database } from '../database/database';

/** Answers a `transactionId` that stays good for 30 seconds. */
export const startTransaction = ({ transactions }: Database) => ({ transactionId: transactions.begin() });
