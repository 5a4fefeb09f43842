/** What a deployment declares about its database and its functions. Plain data: it is read once, when the cloud starts. */
export interface Declaration {
  collections: Readonly<Record<string, CollectionDeclaration>>;
  /** By function name; `*` is for those without a rule of their own, and without either a function is closed to clients. */
  functionRules: Readonly<Record<string, { readonly invoke: FunctionRule }>>;
  /** What is set in the console for each function; 3 without. A `timeout` in a function's config.json goes first. */
  functionTimeoutSeconds?: Readonly<Record<string, number>>;
}

export interface CollectionDeclaration {
  readonly rule: CollectionRule;
  readonly indexes: readonly IndexDeclaration[];
}

export interface IndexDeclaration {
  readonly name: string;
  readonly keys: readonly IndexKey[];
  readonly unique?: boolean;
}

export interface IndexKey {
  readonly field: string;
  readonly direction: 'asc' | 'desc' | 1 | -1;
}

/**
 * The four basic permissions of CloudBase, or a custom rule. READONLY: everybody reads, the creator writes. PRIVATE: the
 * creator reads and writes. ADMINWRITE: everybody reads. ADMINONLY: cloud functions only.
 */
export type CollectionRule = 'ADMINONLY' | 'ADMINWRITE' | 'READONLY' | 'PRIVATE' | CustomRule;

/** Each is true, false or an expression such as `doc._openid == auth.openid`; `write` stands for the three after it. */
export interface CustomRule {
  readonly read?: boolean | string;
  readonly write?: boolean | string;
  readonly create?: boolean | string;
  readonly update?: boolean | string;
  readonly delete?: boolean | string;
}

/** The only values that CloudBase accepts. https://docs.cloudbase.net/cloud-function/security-rules */
export type FunctionRule = boolean | 'auth != null' | "auth.loginType != 'ANONYMOUS' && auth != null";
