/** The database driver leaves a note of its own in every row. */
export function withoutMetadata<T extends object>(row: T): T {
  const { _metadata: _, ...rest } = row as T & { _metadata?: unknown };
  return rest as T;
}
