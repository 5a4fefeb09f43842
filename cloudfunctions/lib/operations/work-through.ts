import type { Ports } from './ports';

/**
 * Does something with one document after the other, until `deadline` (milliseconds since 1970) at the latest. One that
 * fails is logged and does not keep the others waiting. Answers whether it got to the end.
 */
export async function workThrough<D extends { _id: string }>(
  { clock, log }: Ports,
  documents: readonly D[],
  deadline: number,
  work: (document: D) => Promise<void>,
): Promise<boolean> {
  for (const document of documents) {
    if (clock() >= deadline) return false;
    try {
      await work(document);
    } catch (error) {
      log.error('A job failed for one document, and will try again.', { id: document._id, error });
    }
  }
  return true;
}
