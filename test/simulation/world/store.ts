export type Document = Readonly<Record<string, unknown> & { _id: string }>;

export interface Write {
  collection: string;
  document: Document;
}

/** What one document was before a commit, and is after it. */
export interface Change extends Write {
  before: Document | undefined;
}

interface Version {
  number: number;
  document: Document;
}

/**
 * The committed documents, with every version they ever had. Snapshots are isolated, and of two transactions that write
 * the same document the first to commit wins. Documents are frozen, so that nobody changes a stored one by hand.
 */
export class Store {
  /** The number of commits so far. */
  version = 0;
  readonly #collections = new Map<string, Map<string, Version[]>>();

  get(collection: string, id: string, snapshot = this.version): Document | undefined {
    const versions = this.versions(collection, id);
    for (let i = versions.length - 1; i >= 0; i--) {
      const version = versions[i];
      if (version && version.number <= snapshot) return version.document;
    }
    return undefined;
  }

  /** Every document of a collection as it is now, in the order in which they were created. */
  all(collection: string): Document[] {
    const documents: Document[] = [];
    for (const versions of this.#collections.get(collection)?.values() ?? []) {
      const last = versions[versions.length - 1];
      if (last) documents.push(last.document);
    }
    return documents;
  }

  /** The oldest first. */
  versions(collection: string, id: string): readonly Version[] {
    return this.#collections.get(collection)?.get(id) ?? [];
  }

  /** Whether somebody has written the document since the snapshot was taken. */
  hasMovedOn(collection: string, id: string, snapshot: number): boolean {
    const versions = this.versions(collection, id);
    return (versions[versions.length - 1]?.number ?? 0) > snapshot;
  }

  /** All of the writes, or none: undefined where one of them comes too late. */
  commit(snapshot: number, writes: readonly Write[]): Change[] | undefined {
    if (writes.some(({ collection, document }) => this.hasMovedOn(collection, document._id, snapshot)))
      return undefined;
    if (writes.length > 0) this.version++;
    return writes.map(({ collection, document }) => {
      const before = this.get(collection, document._id);
      const documents = this.#collections.get(collection) ?? new Map<string, Version[]>();
      this.#collections.set(collection, documents);
      const versions = documents.get(document._id) ?? [];
      documents.set(document._id, versions);
      versions.push({ number: this.version, document });
      return { collection, document, before };
    });
  }
}

/** A copy that nobody can change, of what the platform could store. */
export function frozenCopy<T>(value: T): T {
  if (typeof value === 'function') throw new Error('A function cannot be stored in the database.');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T;
  const copy: Record<string, unknown> = {};
  for (const [field, content] of Object.entries(value)) if (content !== undefined) copy[field] = frozenCopy(content);
  return Object.freeze(copy) as T;
}
