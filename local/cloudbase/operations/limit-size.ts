import { CloudError } from '../errors';

const maxBytes = 1024 * 1024;

/** A query answers 1 MB at most. */
export function limitSize(list: string[]): string[] {
  const bytes = list.reduce((total, text) => total + Buffer.byteLength(text), 0);
  if (bytes > maxBytes) {
    throw new CloudError(
      'DATABASE_QUERY_TOO_LARGE',
      `-602001 database query size exceed limit: ${bytes} bytes, of 1 MB. Ask for fewer documents or fields`,
    );
  }
  return list;
}
