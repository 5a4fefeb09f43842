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
        index('openid', '-createdAt'),
        index('-createdAt'),
        index('status', '-createdAt'),
        index('status', 'expireAt'),
        index('status', 'nextCheckAt'),
      ],
    },
    order_keys: { rule: 'ADMINONLY', indexes: [] },
    payments: { rule: 'ADMINONLY', indexes: [index('paidAt')] },
    anomalies: { rule: 'ADMINONLY', indexes: [index('-createdAt')] },
    refunds: {
      rule: 'ADMINONLY',
      indexes: [
        index('outTradeNo', '-createdAt'),
        index('-createdAt'),
        index('status', '-createdAt'),
        index('status', 'endedAt'),
        index('status', 'nextCheckAt'),
      ],
    },
    outbox: {
      rule: 'ADMINONLY',
      indexes: [index('status', 'leaseUntil'), index('status', 'createdAt'), index('kind', 'createdAt')],
    },
    ledger: { rule: 'ADMINONLY', indexes: [index('at'), index('outTradeNo', 'at')] },
    jobs: { rule: 'ADMINONLY', indexes: [] },
    bills: { rule: 'ADMINONLY', indexes: [] },
    recon_items: {
      rule: 'ADMINONLY',
      indexes: [
        index('-createdAt'),
        index('date', 'createdAt'),
        index('status', 'nextCheckAt'),
        index('status', '-createdAt'),
      ],
    },
    inbox: { rule: 'ADMINONLY', indexes: [] },
  },
  /**
   * `trade` is also reached over HTTP access, and `backoffice` by the clock; those roads have no login, and are guarded by
   * WeChat's signature and by the platform's word. Among buyers, `backoffice` answers its operators only.
   */
  functionRules: {
    prepay: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
    trade: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
    backoffice: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
    '*': { invoke: false },
  },
  /**
   * Asking WeChat takes ten seconds at most; the platform's own three would cut it off. The clock's jobs begin nothing
   * after forty.
   */
  functionTimeoutSeconds: { prepay: 20, trade: 20, backoffice: 60 },
};

/** An index over these fields, as its name says; a minus means that it descends. */
function index(...fields: string[]): CollectionDeclaration['indexes'][number] {
  const keys = fields.map(
    (field) => ({ field: field.replace('-', ''), direction: field.startsWith('-') ? -1 : 1 }) as const,
  );
  return { name: keys.map(({ field }) => field).join('_'), keys };
}
