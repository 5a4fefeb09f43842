export interface CollectionDeclaration {
  rule: 'ADMINONLY';
  indexes: { name: string; keys: { field: string; direction: 1 | -1 }[]; unique?: boolean }[];
}

export interface DatabaseDeclaration {
  collections: Record<string, CollectionDeclaration>;
  /** Who may call a function from the mini program, as the platform's security rules say it; `*` is every other. */
  functionRules: Record<string, { invoke: boolean | 'auth != null' | "auth.loginType != 'ANONYMOUS' && auth != null" }>;
  functionTimeoutSeconds: Record<string, number>;
}

/**
 * The database and who may call what: one declaration, for the local CloudBase and for deployment.
 *
 * Every collection is ADMINONLY: only cloud functions read and write, because a buyer who may edit his own order can
 * mark it as paid. `_id` is the idempotency key everywhere; no other field is unique, for the platform counts a
 * missing field as a value.
 */
export const database: DatabaseDeclaration = {
  collections: {
    orders: {
      rule: 'ADMINONLY',
      indexes: [
        {
          name: 'openid_createdAt',
          keys: [
            { field: 'openid', direction: 1 },
            { field: 'createdAt', direction: -1 },
          ],
        },
        {
          name: 'status_expireAt',
          keys: [
            { field: 'status', direction: 1 },
            { field: 'expireAt', direction: 1 },
          ],
        },
        {
          name: 'status_nextCheckAt',
          keys: [
            { field: 'status', direction: 1 },
            { field: 'nextCheckAt', direction: 1 },
          ],
        },
      ],
    },
    order_keys: { rule: 'ADMINONLY', indexes: [] },
    payments: { rule: 'ADMINONLY', indexes: [] },
    anomalies: {
      rule: 'ADMINONLY',
      indexes: [{ name: 'createdAt', keys: [{ field: 'createdAt', direction: -1 }] }],
    },
    refunds: {
      rule: 'ADMINONLY',
      indexes: [
        {
          name: 'status_nextCheckAt',
          keys: [
            { field: 'status', direction: 1 },
            { field: 'nextCheckAt', direction: 1 },
          ],
        },
        { name: 'outTradeNo', keys: [{ field: 'outTradeNo', direction: 1 }] },
      ],
    },
    outbox: {
      rule: 'ADMINONLY',
      indexes: [
        {
          name: 'status_leaseUntil',
          keys: [
            { field: 'status', direction: 1 },
            { field: 'leaseUntil', direction: 1 },
          ],
        },
      ],
    },
    ledger: { rule: 'ADMINONLY', indexes: [{ name: 'at', keys: [{ field: 'at', direction: 1 }] }] },
    jobs: { rule: 'ADMINONLY', indexes: [] },
    bills: { rule: 'ADMINONLY', indexes: [] },
    recon_items: { rule: 'ADMINONLY', indexes: [] },
    inbox: { rule: 'ADMINONLY', indexes: [] },
  },
  /** `trade` is also reached over HTTP access; that road has no login and is guarded by WeChat's signature. */
  functionRules: {
    prepay: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
    trade: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
    '*': { invoke: false },
  },
  /** Asking WeChat takes ten seconds at most; the platform's own three would cut it off. */
  functionTimeoutSeconds: { prepay: 20, trade: 20 },
};
